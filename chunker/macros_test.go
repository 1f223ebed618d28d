package chunker

import (
	"strings"
	"testing"
)

// TestMaskMacros masks what stands between « and », and nothing else.
func TestMaskMacros(t *testing.T) {
	for _, marked := range []string{
		"int x;",
		"FILE *f(void);",
		"BOOL f(BOOL a, const UINT b);",
		"struct FOO bar = {0};",
		"typedef unsigned char BYTE, *PBYTE;",
		"typedef struct FOO { int a; } FOO;",
		"static const __u32 x = 1;",
		"unsigned int __x;",
		"struct s __y;",
		"static DEFINE_MUTEX(lock);",
		"enum { FOO BAR };",
		"#define FOO EXPORT int WINAPI f(\\\n  EXPORT int x)\nint y;",
		"/* EXPORT int f( */ // __init int f(\nchar *s = \"EXPORT int f(\";",
		"int f(void) { EXPORT int WINAPI g(void); return (int) FOO; }",
		"TEST(Suite, Case)\n{\n}\n",
		"FOO(x)\nBAR(y)\n{\n}\n",
		"«EXPORT» int f(void);",
		"«ZEXTERN» int «ZEXPORT» inflate(z_streamp strm);",
		"DWORD «WINAPI» f(void);",
		"«WINBASEAPI» DWORD «WINAPI» f(void);",
		"«GLAPI» const GLubyte *«APIENTRY» f(GLenum e);",
		"typedef void («WINAPI» *f)(int);",
		"extern int f (int) «__THROW» «__nonnull» «((1))»;",
		"extern int f (int)\n     «__THROW»;",
		"int f(void) «G_GNUC_CONST»;",
		"static int «__init» f(char «__user» *p)\n{\n}\n",
		"static «__always_inline» u64 f(void) { }",
		"int x «__read_mostly» = 1;",
		"u8 y «__aligned»«(8)»;",
		"u8 x[2] «__aligned»«(8)» = {0};",
		"struct s { int x; } «__packed»;",
		"typedef struct { int x; } __fsid_t;",
		"«__BEGIN_DECLS»\nint f(void);\n«__END_DECLS»\n",
		"«G_BEGIN_DECLS»\n\ntypedef struct x X;\n«G_END_DECLS»\n#endif\n",
		"class «EXPORT» Foo «FINAL» : public Bar {\n  «Q_OBJECT»\npublic:\n  «INLINE» ~Foo();\n  «INLINE» explicit Foo(int);\n  «API» void f() «NOEXCEPT»;\n};\nclass «API» B {};",
		"«NS_BEGIN»\nclass A { };\n«NS_END»\n",
		"«extern» template class A<int>;",
		"class FOO { FOO(); ~FOO(); };",
		"namespace FOO { «API» int x; }",
		"template <class T> void f() {\n  «»EXPORT int x;\n}\n",
		"extern \"C\" {\n«API» int f();\n}\n",
		// Braces that #if leaves open end with the function.
		"int f()\n{\n#if A\n  if (x) {\n#else\n  {\n#endif\n  }\n}\n«API» int g();",
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		var want strings.Builder
		masked := false
		for _, r := range marked {
			switch {
			case r == '«' || r == '»':
				masked = r == '«'
			case masked:
				want.WriteByte(' ')
			default:
				want.WriteRune(r)
			}
		}
		if got := string(maskMacros([]byte(text))); got != want.String() {
			t.Errorf("%s\nbecame %q\nwant   %q", marked, got, want.String())
		}
	}
}
