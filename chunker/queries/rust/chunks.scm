; Rust. https://doc.rust-lang.org/reference/items.html

; Inner doc comments (//! and /*!) document what is around them, not what follows.
(line_comment !inner) @comment
(block_comment !inner) @comment
(attribute_item) @lead

(mod_item
  name: (identifier) @name
  body: (_)? @body) @definition.module

(mod_item
  name: (identifier) @name
  body: (declaration_list . [(line_comment inner: (_)) (block_comment inner: (_))]+ @doc) @body) @definition.module

; The types of a tuple struct are part of its signature.
(struct_item
  name: (type_identifier) @name
  body: (field_declaration_list)? @body) @definition.struct

(union_item
  name: (type_identifier) @name
  body: (_) @body) @definition.union

(enum_item
  name: (type_identifier) @name
  body: (_) @body) @definition.enum

(trait_item
  name: (type_identifier) @name
  body: (_) @body) @definition.trait

; An impl bears the name of its type. The last pattern below that fits decides; what is
; neither named nor a reference to something named ([T], (A, B)) is named as written.
(impl_item
  type: (_) @name
  body: (_)? @body) @definition.impl

(impl_item
  type: (reference_type type: (_) @name)
  body: (_)? @body) @definition.impl

(impl_item
  type: [
    (generic_type type: (type_identifier) @name)
    (generic_type type: (scoped_type_identifier path: (_) @scope name: (_) @name))
    (scoped_type_identifier path: (_) @scope name: (_) @name)
    (dynamic_type trait: (type_identifier) @name)
    (bounded_type . (dynamic_type trait: (type_identifier) @name))
    (dynamic_type trait: (generic_type type: (type_identifier) @name))
    (bounded_type . (dynamic_type trait: (generic_type type: (type_identifier) @name)))
    (pointer_type type: (type_identifier) @name)
    (reference_type type: (generic_type type: (type_identifier) @name))
    (reference_type type: (scoped_type_identifier path: (_) @scope name: (_) @name))
    (reference_type type: (generic_type type: (scoped_type_identifier path: (_) @scope name: (_) @name)))
    (reference_type type: (dynamic_type trait: (type_identifier) @name))
  ]
  body: (_)? @body) @definition.impl

(type_item
  name: (type_identifier) @name) @definition.type

(associated_type
  name: (type_identifier) @name) @definition.type

(const_item
  name: (identifier) @name) @definition.constant

; "_" is no name.
((const_item
  name: (identifier) @_name) @definition.constant
  (#eq? @_name "_"))

(static_item
  name: (identifier) @name) @definition.variable

(function_item
  name: (identifier) @name
  body: (_) @body) @definition.function

; In a trait or an extern block.
(function_signature_item
  name: (identifier) @name) @definition.function

(macro_definition
  name: (identifier) @name
  ["{" "(" "["] @body
  ["}" ")" "]"] @body .) @definition.macro

; macro_rules! m (...); ends with a semicolon.
(macro_definition
  name: (identifier) @name
  ["(" "["] @body
  [")" "]"] @body . ";" .) @definition.macro

; A closure bound to a name is a function.
(let_declaration
  pattern: (identifier) @name
  value: (closure_expression body: (_) @body)) @definition.function

(const_item
  name: (identifier) @name
  value: (closure_expression body: (_) @body)) @definition.function

(static_item
  name: (identifier) @name
  value: (closure_expression body: (_) @body)) @definition.function

; Items inside a block are local to it.
(closure_expression) @local
(const_item value: (block) @local)
(static_item value: (block) @local)
