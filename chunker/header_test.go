package chunker

import "testing"

func TestHeaderLanguage(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "c"},
		{"int f(void);\nstruct s { int class; };\n", "c"},
		{"/* class Foo; std::string */\n// namespace x {\nchar *s = \"template <class T>\";\n", "c"},
		{"char q = '\"';\nint f(int x);\nchar r = '\"';\n", "c"},
		{"char q = '\"';\nnamespace a {\n}\nchar r = '\"';\n", "cpp"},
		{"#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif\n", "c"},
		{"#ifdef __cplusplus\nclass Foo { public: int x; };\n#else\nstruct Foo;\n#endif\nint f(struct Foo *);\n", "c"},
		{"#if defined(__cplusplus)\n#if X\nclass Foo;\n#endif\nstd::string s();\n#endif\nint f(void);\n", "c"},
		{"#ifndef H\n#define H\n#ifdef __cplusplus\nclass Foo {\n};\n#endif\n#endif\n", "cpp"},
		{"#define nullptr NULL\n#define CAST(T, x) \\\n  static_cast<T>(x)\nint x;\n", "c"},
		{"struct pid_namespace *namespace;\nint virtual;\nint f(int this, int new, int template);\n", "c"},
		{"struct s {\n  unsigned private : 1;\n};\n", "c"},
		{"extern int public;\nvoid f(void) {\nout:\n  return;\n}\n", "c"},
		{"class Foo;\n", "cpp"},
		{"class EXPORT Foo : public Bar {\n};\n", "cpp"},
		{"class Foo\n{\n};\n", "cpp"},
		{"template <typename T> T f();\n", "cpp"},
		{"namespace a::b {\n}\n", "cpp"},
		{"namespace\n{\n}\n", "cpp"},
		{"using namespace std;\n", "cpp"},
		{"using X = int;\n", "cpp"},
		{"std::string f();\n", "cpp"},
		{"struct A {\nprivate:\n  int x;\n};\n", "cpp"},
		{"struct A : public B {\n};\n", "cpp"},
		{"struct A {\n  bool operator==(const A &) const;\n};\n", "cpp"},
		{"struct A {\n  virtual void f();\n};\n", "cpp"},
		{"struct A {\n  explicit A(int);\n};\n", "cpp"},
		{"enum class E { A };\n", "cpp"},
		{"#include <vector>\nstruct A { int x; };\n", "cpp"},
		{"#ifdef __cplusplus\n#include <cstdint>\n#else\n#include <stdint.h>\n#endif\nint f(void);\n", "c"},
		{"int f(void) { return x ? a : b; }\n", "c"},
	} {
		if got := headerLanguage([]byte(test.text)); got != test.want {
			t.Errorf("%q is %s, want %s", test.text, got, test.want)
		}
	}
}

func TestOnlyHeadersAreAsked(t *testing.T) {
	text := []byte("namespace x {\n}\n")
	for name, want := range map[string]string{"a.c": "c", "a.h": "cpp", "A.H": "cpp", "a.hpp": "cpp"} {
		if got := Detect(name, text).Name; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
