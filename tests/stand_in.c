/* A program for Windows that does what a test says: it writes how it was started into the folder
   %STAND_IN% and ends with the answer that it finds there. No library: tests/wine.py makes the
   file around the code, with kernel32's functions at the addresses below. */
typedef unsigned short wide;
typedef unsigned int word;
typedef void *handle;

#define IMPORT(at, type) (*(type)(IMPORTS + 8 * (at)))
#define GetCommandLineW IMPORT(0, wide *(**)(void))
#define GetModuleFileNameW IMPORT(1, word (**)(handle, wide *, word))
#define GetEnvironmentVariableW IMPORT(2, word (**)(const wide *, wide *, word))
#define GetEnvironmentStringsW IMPORT(3, wide *(**)(void))
#define GetCurrentProcessId IMPORT(4, word (**)(void))
#define CreateFileW IMPORT(5, handle (**)(const wide *, word, word, handle, word, word, handle))
#define WriteFile IMPORT(6, int (**)(handle, const void *, word, word *, handle))
#define ReadFile IMPORT(7, int (**)(handle, void *, word, word *, handle))
#define CloseHandle IMPORT(8, int (**)(handle))
#define MoveFileW IMPORT(9, int (**)(const wide *, const wide *))
#define Sleep IMPORT(10, void (**)(word))
#define GetStdHandle IMPORT(11, handle (**)(word))
#define ExitProcess IMPORT(12, void (**)(word))

enum { READ = 0x80000000u, WRITE = 0x40000000, NEW = 2, OLD = 3, STDOUT = 0xFFFFFFF5u, PATIENCE = 6000 };
#define NONE ((handle)-1)

static word length(const wide *text) {
  word count = 0;
  while (text[count]) count++;
  return count;
}

static void name(wide *path, word base, word number, wide last) {
  path[base++] = '\\';
  for (int shift = 28; shift >= 0; shift -= 4) path[base++] = (wide)('a' + ((number >> shift) & 15));
  path[base++] = '.';
  path[base++] = last;
  path[base] = 0;
}

static void put(handle file, const wide *text, word count) {
  word done;
  WriteFile(file, text, 2 * count, &done, 0);
}

__attribute__((section(".text.start"))) void start(void) {
  wide path[300], other[300], self[300];
  word base = GetEnvironmentVariableW(L"STAND_IN", path, 280), me = GetCurrentProcessId(), done = 0;
  for (word at = 0; at < base; at++) other[at] = path[at];
  name(path, base, me, 'w');
  name(other, base, me, 'q');
  handle file = CreateFileW(path, WRITE, 0, 0, NEW, 0, 0);
  GetModuleFileNameW(0, self, 300);
  put(file, self, length(self) + 1);
  wide *text = GetCommandLineW();
  put(file, text, length(text) + 1);
  text = GetEnvironmentStringsW();
  word all = 0;
  while (text[all]) all += length(text + all) + 1;
  put(file, text, all);
  CloseHandle(file);
  MoveFileW(path, other);
  name(other, base, me, 'a');
  file = NONE;
  for (int tries = 0; file == NONE && tries < PATIENCE; tries++) {
    Sleep(5);
    file = CreateFileW(other, READ, 0, 0, OLD, 0, 0);
  }
  word code = 250;
  char said[512];
  if (file != NONE && ReadFile(file, &code, 4, &done, 0))
    while (ReadFile(file, said, 512, &done, 0) && done)
      WriteFile(GetStdHandle(STDOUT), said, done, &done, 0);
  ExitProcess(code);
}
