/** Declarations of `s` that only C++ compilers read. */
export const CXX_CASES: readonly string[] = [
  'enum class e : uint8_t { A, B = 200 }; struct s { char c; e x; int y; };',
  'enum e : short { A, B }; struct s { e a : 3; e b; };',
  'enum class e { A }; struct s { char c; e x; };',
  'struct h { char c; int x; }; struct s { h a; h b[2]; struct h d; };',
  'static const int N = 3; constexpr unsigned M = N * 2 + 1; struct s { char a[N][M]; };',
  'struct s { static constexpr int K = 4; char c; int x[K]; static const char L = K - 1; char y[L]; };',
  'struct alignas(16) s { char c; };',
  'struct s { alignas(8) char c; char d; alignas(double) char e; };',
  'struct s { public: char a; int b; public: short c; };',
  'struct s { char a; int b; int f() const { return b; } s() : a(1), b(2) {} ~s() {} static int count; };',
  'struct s { bool a : 1; bool b : 1; int c : 30; };',
  'struct s { int x = 3; char c{5}; float f[2] = {1, 2}; int a : 3 = 2; };',
  'union u { int a; char b; u() : a(1) {} }; struct s { char c; u x; };',
  'struct s { char c; wchar_t w; char16_t d; char32_t e; };',
  'using u8_ = unsigned char; typedef struct { u8_ a; int b; } t; struct s { u8_ x; t y; };',
  'namespace n { struct h { char c; int x; }; enum k : short { P }; } struct s { n::h a; n::k b; };',
  'struct s { struct in { char c; short d; }; in a; in b[2]; };',
  'struct s { enum k { P = 2, Q }; k a; char b[Q]; };',
  'extern "C" { struct s { char c; long x; }; }',
  'struct s final { char c; int x; };',
  'struct [[gnu::packed]] s { char c; int x; };',
  'struct __attribute__((packed)) s { char c; enum class m : uint8_t { X } a; uint32_t b; };',
  'struct s { const char c = 1; volatile int v; mutable short m; };',
  'template <typename T> struct box { T v; }; struct s { int a; };',
  'constexpr int f(int x) { return x; } struct s { char c; };',
  `struct s {
     explicit s(int) {} operator int() const { return 0; } bool operator==(const s &o) const { return true; }
     friend int g(s); inline int f() { return 1; } char c; int x;
   };`,
  '#pragma pack(push, 1)\nstruct h { uint16_t a; uint8_t b; }; struct s { h m_h; uint64_t m_id; float m_x[3]; };\n#pragma pack(pop)',
];

/** Declarations of `s` that a C++ compiler reads in another way than one for C, or that are more than plain data. */
export const REFUSED_CXX: readonly string[] = [
  'struct e {}; struct s { e x; int y; };',
  'struct e { static int z; }; struct s { e a; char b; };',
  'struct e { int f(); }; struct s { struct e a; short b; };',
  'namespace n { struct s { }; }',
  "struct s { char c; int a[sizeof('a')]; };",
  'struct s { char c; int (s::*g)(); };',
  'struct b { int x; }; struct s : b { int y; };',
  'struct s { virtual void f(); int y; };',
  'struct s { int &y; };',
  'struct s { char c; decltype(1) x; };',
];
