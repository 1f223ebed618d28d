package chunker

import "bytes"

// nextByte is the next byte that is not blank, or 0.
func nextByte(text []byte, i int) byte {
	if rest := bytes.TrimLeft(text[min(i, len(text)):], blank); len(rest) > 0 {
		return rest[0]
	}
	return 0
}

func skipComment(text []byte, i int) int {
	end := "\n"
	if text[i+1] == '*' {
		end = "*/"
	}
	at := bytes.Index(text[i+2:], []byte(end))
	if at < 0 {
		return len(text)
	}
	return i + 2 + at + len(end)
}

// skipDirective goes behind a preprocessor line and those that a backslash joins to it.
func skipDirective(text []byte, i int) int {
	for i < len(text) && text[i] != '\n' {
		switch {
		case text[i] == '\\' && i+1 < len(text):
			i += 2
			if text[i-1] == '\r' && i < len(text) && text[i] == '\n' {
				i++
			}
		case bytes.HasPrefix(text[i:], []byte("/*")):
			i = skipComment(text, i)
		default:
			i++
		}
	}
	return i
}

func skipLiteral(text []byte, i int) int {
	quote := text[i]
	for i++; i < len(text) && text[i] != quote && text[i] != '\n'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(text))
}

// skipParentheses is the offset behind the group that opens at i, or 0 when it is long or open.
func skipParentheses(text []byte, i int) int {
	depth := 0
	for j := i; j < min(len(text), i+500); j++ {
		switch text[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return 0
}

// skipArguments is the offset behind template arguments, or behind a lone <.
func skipArguments(text []byte, i int) int {
	depth := 0
	for j := i; j < min(len(text), i+500); j++ {
		switch text[j] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				return j + 1
			}
		case ';', '{', '}':
			return i + 1
		}
	}
	return i + 1
}
