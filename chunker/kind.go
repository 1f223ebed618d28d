package chunker

// Kind says what a chunk declares: one word of the fixed vocabulary of docs/languages.md.
type Kind string

// The whole vocabulary.
const (
	Function    Kind = "function"
	Method      Kind = "method"
	Constructor Kind = "constructor"
	Class       Kind = "class"
	Struct      Kind = "struct"
	Union       Kind = "union"
	Interface   Kind = "interface"
	Trait       Kind = "trait"
	Enum        Kind = "enum"
	Type        Kind = "type"
	Impl        Kind = "impl"
	Module      Kind = "module"
	Namespace   Kind = "namespace"
	Macro       Kind = "macro"
	Constant    Kind = "constant"
	Variable    Kind = "variable"
	Property    Kind = "property"
	Section     Kind = "section"
	Rule        Kind = "rule"
	Message     Kind = "message"
	Service     Kind = "service"
	Table       Kind = "table"
	Resource    Kind = "resource"
	Block       Kind = "block"
)

// Kinds lists the vocabulary. A kind's place in it is its code in stored records: add at
// the end only.
var Kinds = []Kind{
	Function, Method, Constructor, Class, Struct, Union, Interface, Trait, Enum, Type, Impl, Module,
	Namespace, Macro, Constant, Variable, Property, Section, Rule, Message, Service, Table, Resource, Block,
}

var kindCodes = func() map[Kind]uint8 {
	codes := make(map[Kind]uint8, len(Kinds))
	for i, kind := range Kinds {
		codes[kind] = uint8(i)
	}
	return codes
}()

// Code is the kind's place in [Kinds], by which records store it.
func (k Kind) Code() uint8 { return kindCodes[k] }

// Known reports whether k is a word of the vocabulary.
func (k Kind) Known() bool {
	_, ok := kindCodes[k]
	return ok
}

// holdsMembers reports whether a function directly inside a chunk of this kind is a method.
func (k Kind) holdsMembers() bool {
	switch k {
	case Class, Struct, Union, Interface, Trait, Enum, Impl:
		return true
	}
	return false
}

// holdsLocals reports whether a variable inside a chunk of this kind is a local one.
func (k Kind) holdsLocals() bool {
	switch k {
	case Function, Method, Constructor, Property, Macro:
		return true
	}
	return false
}
