; Python. https://docs.python.org/3/reference/compound_stmts.html#function-definitions

(comment) @comment
(decorator) @lead
(decorated_definition definition: (_) @wrapped) @wrapper

; f"..." and b"..." are no docstrings.
(function_definition
  name: (identifier) @name
  body: (block . (expression_statement . (string) @doc .))
  (#not-match? @doc "^[rR]?[fFbB]")) @definition.function

(class_definition
  name: (identifier) @name
  body: (block . (expression_statement . (string) @doc .))
  (#not-match? @doc "^[rR]?[fFbB]")) @definition.class

; The grammar lets a block begin at its first statement that is sound; comments and errors in front of it are body too.
(class_definition
  name: (identifier) @name
  [(comment) (ERROR)]* @body
  body: (block) @body) @definition.class

(function_definition
  name: (identifier) @name
  [(comment) (ERROR)]* @body
  body: (block) @body) @definition.function

(function_definition
  name: (identifier) @name
  (#eq? @name "__init__")) @definition.constructor

; @property, @functools.cached_property, @abc.abstractproperty, @hybrid_property
(decorated_definition
  (decorator [
    (identifier) @_property
    (attribute attribute: (identifier) @_property)
    (call function: [(identifier) @_property (attribute attribute: (identifier) @_property)])
  ])
  definition: (function_definition
    name: (identifier) @name) @definition.property
  (#match? @_property "property$"))

; @x.setter on x, @Base.x.getter on x
(decorated_definition
  (decorator (attribute
    object: [(identifier) @_of (attribute attribute: (identifier) @_of)]
    attribute: (identifier) @_accessor))
  definition: (function_definition
    name: (identifier) @name) @definition.property
  (#eq? @_of @name)
  (#any-of? @_accessor "getter" "setter" "deleter"))

(type_alias_statement
  . (type [
    (identifier) @name
    (generic_type . (identifier) @name)
  ])) @definition.type

; Class attributes are no chunks, whatever they are called. Not the block: it may be as long as its only attribute.
(class_definition) @local

; Every name of x = 1, x: int, x = y = 1 and (a, b), *c = ...
(expression_statement
  (assignment [
    left: (identifier) @name
    left: (pattern_list [
      (identifier) @name
      (list_splat_pattern (identifier) @name)
      (tuple_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
      (list_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
    ])
    left: (tuple_pattern [
      (identifier) @name
      (list_splat_pattern (identifier) @name)
      (tuple_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
      (list_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
    ])
    left: (list_pattern [
      (identifier) @name
      (list_splat_pattern (identifier) @name)
      (tuple_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
      (list_pattern [(identifier) @name (list_splat_pattern (identifier) @name)])
    ])
    right: (assignment left: (identifier) @name)
    right: (assignment right: (assignment left: (identifier) @name))
    right: (assignment right: (assignment right: (assignment left: (identifier) @name)))
    right: (assignment right: (assignment right: (assignment right: (assignment left: (identifier) @name))))
  ]) @definition.variable)

; ALL_CAPS is a constant by convention (PEP 8).
(expression_statement
  (assignment
    left: [
      (identifier) @name
      (pattern_list [(identifier) @name (tuple_pattern (identifier) @name)])
      (tuple_pattern [(identifier) @name (tuple_pattern (identifier) @name)])
    ] @_left
    right: (assignment
      left: (identifier) @name
      right: (assignment left: (identifier) @name)?)?) @definition.constant
  (#match? @_left "^[^\\p{Ll}.\\[]*\\p{Lu}[^\\p{Ll}.\\[]*$"))

(expression_statement
  (assignment
    left: (identifier) @name
    type: (type) @_type) @definition.constant
  (#match? @_type "^(\\w+\\.)?Final\\b"))

(expression_statement
  (assignment
    left: (identifier) @name
    type: (type) @_type) @definition.type
  (#match? @_type "^(\\w+\\.)?TypeAlias$"))

(expression_statement
  (assignment
    left: (identifier) @name
    right: [
      (lambda body: (_) @body)
      (parenthesized_expression . (lambda body: (_) @body) .)
      (assignment left: (identifier) @name right: (lambda body: (_) @body))
    ]) @definition.function)
