"""Lists in the layouts of real exports, made by hand; what they give stands in golden/lists."""
