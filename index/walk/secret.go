package walk

import (
	"bytes"
	"path"
	"strings"
)

// secretNames hold passwords or keys whatever the project, in lower case.
var secretNames = map[string]bool{
	".env": true, ".netrc": true, "_netrc": true, ".npmrc": true, ".pypirc": true,
	".pgpass": true, ".git-credentials": true, ".htpasswd": true,
	"id_rsa": true, "id_dsa": true, "id_ecdsa": true, "id_ed25519": true,
	"id_ecdsa_sk": true, "id_ed25519_sk": true,
}

var secretExtensions = map[string]bool{
	".pem": true, ".key": true, ".p12": true, ".pfx": true, ".kdbx": true, ".jks": true,
}

// secretPath tells by its name whether a file is never read.
func secretPath(p string) bool {
	name := lower(path.Base(p))
	if secretNames[name] || secretExtensions[path.Ext(name)] {
		return true
	}
	if kind, ok := strings.CutPrefix(name, ".env."); ok {
		return kind != "example" && kind != "sample" && kind != "template"
	}
	return name == "credentials" && path.Base(path.Dir(p)) == ".aws"
}

// SecretText tells whether a file that begins with head is a private key, whatever its name.
func SecretText(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	rest, ok := bytes.CutPrefix(head, []byte("-----BEGIN "))
	if !ok {
		return false
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	label, _, ok := bytes.Cut(line, []byte("-----"))
	return ok && (bytes.HasSuffix(label, []byte("PRIVATE KEY")) || bytes.HasSuffix(label, []byte("PRIVATE KEY BLOCK")))
}

// BinaryText tells whether a file that begins with head is binary, as git does: by a NUL
// in its first 8,000 bytes.
func BinaryText(head []byte) bool {
	return bytes.IndexByte(head[:min(len(head), 8000)], 0) >= 0
}
