package chunker

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// definition is a chunk in the making.
type definition struct {
	kind     Kind
	names    []Span
	literal  string // name that is not in the text
	scope    string
	node     Span // the node that the query captured
	decl     Span // node with wrappers and leading attributes
	full     Span // decl with comments
	head     uint32
	tail     uint32
	body     Span
	doc      Span
	pattern  int
	namedBy  int // the pattern that names or literal came from; -1 when there are none
	hasError bool
	beside   *definition // the declaration of several names that this one is a declarator of
	parent   *definition
	index    int
}

// marks are the spans that the query captured besides definitions.
type marks struct {
	comments []Span
	leads    []Span // attributes in front of a declaration
	masked   []Span // leads, too, and the parser did not see them
	locals   []Span // bodies of functions that are no chunks
	scopes   []scope
	wrappers map[Span]Span
	clause   string
}

// scope is a node inside which names are qualified by the text of another.
type scope struct {
	inside, name Span
	text         string
}

// assemble makes chunks of what the query captured.
func assemble(language *Language, q *query, t tree, text []byte) File {
	defs, m := collect(language, q, t, text)
	defs = dropClaimed(defs, m.wrappers)
	wrap(defs, m.wrappers)
	sortOuterFirst(defs)
	defs = dropLocals(defs, m.locals)
	attach(defs, m, text)
	sortOuterFirst(defs)
	nest(defs)
	qualify(defs, m.scopes)
	f := File{Package: m.clause, HasError: t.broken}
	f.Chunks = finish(defs, t, text)
	for _, child := range t.children {
		f.HasError = f.HasError || child.hasError
	}
	return f
}

// collect reads the matches. Of several patterns that define the same node the last one in
// the query counts; several matches of one pattern give one definition with several names.
func collect(language *Language, q *query, t tree, text []byte) ([]*definition, marks) {
	m := marks{masked: t.masked, leads: slices.Clone(t.masked), wrappers: map[Span]Span{}}
	byNode := map[Span]*definition{}
	for i := range t.matches {
		found := &t.matches[i]
		if !q.accepts(found, text) {
			continue
		}
		q.strip(found, text)
		d := m.read(found, text)
		if d == nil {
			continue
		}
		d.literal = q.literalNames[d.pattern]
		d.namedBy = d.pattern
		if len(d.names) == 0 && d.literal == "" {
			d.namedBy = -1
		}
		if slices.ContainsFunc(d.names, func(s Span) bool { return slices.Contains(language.reserved, string(s.Text(text))) }) {
			continue
		}
		merge(byNode, d)
	}
	defs := make([]*definition, 0, len(byNode))
	for _, d := range byNode {
		slices.SortFunc(d.names, compareSpans)
		// typedef struct T {...} T; has one name.
		d.names = slices.CompactFunc(d.names, func(a, b Span) bool { return bytes.Equal(a.Text(text), b.Text(text)) })
		defs = append(defs, d)
	}
	sortOuterFirst(defs)
	slices.SortFunc(m.comments, compareSpans)
	m.comments = slices.Compact(m.comments)
	slices.SortFunc(m.leads, compareSpans)
	m.leads = slices.Compact(m.leads)
	slices.SortFunc(m.locals, compareSpans)
	slices.SortStableFunc(m.scopes, func(a, b scope) int {
		return cmp.Or(cmp.Compare(a.inside.Start, b.inside.Start), cmp.Compare(b.inside.End, a.inside.End))
	})
	return defs, m
}

// read sorts a match's captures into the marks; a match that defines something is returned.
func (m *marks) read(found *match, text []byte) *definition {
	var d *definition
	var wrapper, wrapped, prefix, behind, inside, scopeSpan Span
	part := definition{pattern: found.pattern}
	for _, c := range found.captures {
		switch c.name {
		case "name":
			part.names = append(part.names, c.Span)
		case "until":
			if n := len(part.names); n > 0 {
				part.names[n-1].End = max(part.names[n-1].End, c.End)
			}
		case "prefix":
			prefix = c.Span
		case "scope":
			part.scope = joinNames(part.scope, scopeName(string(c.Text(text))))
			scopeSpan = c.Span
		case "inside":
			inside = c.Span
		case "body":
			part.body = union(part.body, c.Span)
		case "doc":
			part.doc = union(part.doc, c.Span)
		case "behind":
			behind = union(behind, c.Span)
		case "comment":
			m.comments = append(m.comments, trimNewline(c.Span, text))
		case "lead":
			m.leads = append(m.leads, trimNewline(c.Span, text))
		case "local":
			m.locals = append(m.locals, c.Span)
		case "wrapper":
			wrapper = c.Span
		case "wrapped":
			wrapped = c.Span
		case "module":
			if m.clause == "" {
				m.clause = scopeName(string(c.Text(text)))
			}
		default:
			if kind, ok := strings.CutPrefix(c.name, definitionPrefix); ok {
				part.kind, part.node, part.hasError = Kind(kind), c.Span, c.hasError
				d = &part
			}
		}
	}
	if wrapper != wrapped && wrapper.Contains(wrapped) {
		m.wrappers[wrapped] = wrapper
	}
	if d == nil {
		if !inside.IsZero() && part.scope != "" {
			m.scopes = append(m.scopes, scope{inside, scopeSpan, part.scope})
		}
		return nil
	}
	if !prefix.IsZero() && len(d.names) > 0 {
		d.names[0] = union(prefix, d.names[0])
	}
	d.node, d.body = trimNewline(d.node, text), trimNewline(d.body, text)
	d.decl = union(trimNewline(behind, text), d.node)
	if d.node.Len() == 0 || !d.body.IsZero() && !d.node.Contains(d.body) {
		return nil
	}
	return d
}

// merge joins what two matches say of one node. What the pattern that counts leaves out
// (names, where the body is, which string is the docstring) another one may say.
func merge(byNode map[Span]*definition, d *definition) {
	other := byNode[d.node]
	if other == nil {
		byNode[d.node] = d
		return
	}
	if other.pattern >= d.pattern {
		other, d = d, other
	}
	if other.pattern == d.pattern {
		d.scope = cmp.Or(d.scope, other.scope)
	}
	switch {
	case other.namedBy == d.namedBy:
		d.names = append(d.names, other.names...)
	case other.namedBy > d.namedBy:
		d.names, d.literal, d.namedBy = other.names, other.literal, other.namedBy
	}
	d.body = cmp.Or(d.body, other.body)
	d.doc = cmp.Or(d.doc, other.doc)
	d.decl = union(d.decl, other.decl)
	byNode[d.node] = d
}

// dropClaimed takes from a declaration of several names those whose declarator is a chunk of
// its own (const a = 1, f = () => {}), and drops the declaration when none is left. The
// declaration may be several wrappers away.
func dropClaimed(defs []*definition, wrappers map[Span]Span) []*definition {
	byNode := make(map[Span]*definition, len(defs))
	for _, d := range defs {
		byNode[d.node] = d
	}
	for _, d := range defs {
		around, ok := wrappers[d.node]
		for ok && byNode[around] == nil {
			around, ok = wrappers[around]
		}
		if !ok {
			continue
		}
		outer := byNode[around]
		outer.names = slices.DeleteFunc(outer.names, func(s Span) bool { return slices.Contains(d.names, s) })
		if len(outer.names) == 0 {
			delete(byNode, around)
		}
		d.beside = outer
	}
	return slices.DeleteFunc(defs, func(d *definition) bool { return byNode[d.node] != d })
}

// wrap extends each declaration to the wrappers around it (export, template<...>, decorators),
// from the inside out. A wrapper around several declarations belongs to none of them.
func wrap(defs []*definition, wrappers map[Span]Span) {
	own := make(map[Span]bool, len(defs))
	for _, d := range defs {
		own[d.node] = true
	}
	taken := map[Span]bool{}
	for grown := true; grown; {
		grown = false
		inside := map[Span][]*definition{}
		for _, d := range defs {
			if around, ok := wrappers[d.decl]; ok && !own[around] && !taken[around] {
				inside[around] = append(inside[around], d)
			}
		}
		for around, list := range inside {
			if len(list) == 1 {
				list[0].decl = around
				taken[around], grown = true, true
			}
		}
	}
}

// dropLocals removes what languages.md calls no chunk: variables inside functions, and
// variables (plain fields) inside classes. defs are sorted outer first.
func dropLocals(defs []*definition, locals []Span) []*definition {
	var open []*definition
	var openLocals []Span
	next := 0
	kept := defs[:0]
	for _, d := range defs {
		for len(open) > 0 && open[len(open)-1].decl.End <= d.decl.Start {
			open = open[:len(open)-1]
		}
		for ; next < len(locals) && locals[next].Start <= d.node.Start; next++ {
			openLocals = append(slices.DeleteFunc(openLocals, func(s Span) bool { return s.End <= d.node.Start }), locals[next])
		}
		if isLocal(d, open, openLocals) {
			continue
		}
		open = append(open, d)
		kept = append(kept, d)
	}
	return kept
}

func isLocal(d *definition, open []*definition, locals []Span) bool {
	if d.kind != Variable && d.kind != Constant {
		return false
	}
	for _, s := range locals {
		if s.Contains(d.node) {
			return true
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		if !open[i].decl.Contains(d.node) {
			continue
		}
		if open[i].kind.holdsLocals() || d.kind == Variable && open[i].kind.holdsMembers() {
			return true
		}
	}
	return false
}

// nest finds each definition's parent. defs are sorted outer first.
func nest(defs []*definition) {
	var open []*definition
	for _, d := range defs {
		for len(open) > 0 && open[len(open)-1].full.End <= d.full.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			d.parent = open[len(open)-1]
		}
		open = append(open, d)
	}
}

// qualify adds the @scope of each @inside that lies between a definition and its parent. A
// scope that is one of the parent's own names (const obj = {...}) takes the parent's place.
// defs and scopes are sorted outer first.
func qualify(defs []*definition, scopes []scope) {
	var open []scope
	for _, d := range defs {
		for len(scopes) > 0 && scopes[0].inside.Start <= d.node.Start {
			open = append(slices.DeleteFunc(open, func(s scope) bool { return s.inside.End <= scopes[0].inside.Start }), scopes[0])
			scopes = scopes[1:]
		}
		for i := len(open) - 1; i >= 0; i-- {
			if !open[i].inside.Contains(d.node) || open[i].inside == d.node {
				continue
			}
			if d.parent != nil && !d.parent.decl.Contains(open[i].inside) {
				break
			}
			d.scope = joinNames(open[i].text, d.scope)
			if d.parent != nil && slices.Contains(d.parent.names, open[i].name) {
				d.beside = d.parent
				break
			}
		}
	}
}

func sortOuterFirst(defs []*definition) {
	slices.SortFunc(defs, func(a, b *definition) int {
		af, bf := a.extent(), b.extent()
		return cmp.Or(cmp.Compare(af.Start, bf.Start), cmp.Compare(bf.End, af.End),
			cmp.Compare(a.node.Start, b.node.Start), cmp.Compare(b.node.End, a.node.End))
	})
}

// extent is the largest span that is known by now.
func (d *definition) extent() Span {
	if d.full.IsZero() {
		return d.decl
	}
	return d.full
}

// union is the smallest span around both; none counts for nothing.
func union(a, b Span) Span {
	if a.IsZero() {
		return b
	}
	return Span{min(a.Start, b.Start), max(a.End, b.End)}
}

func compareSpans(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// trimNewline cuts a line end off a node that some grammars (line comments, preprocessor
// lines) count as part of it.
func trimNewline(s Span, text []byte) Span {
	for s.End > s.Start && (text[s.End-1] == '\n' || text[s.End-1] == '\r') {
		s.End--
	}
	return s
}
