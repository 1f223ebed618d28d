; Ruby. https://docs.ruby-lang.org/en/master/syntax/modules_and_classes_rdoc.html

(comment) @comment

; private def x, memoize private def x, private_class_method def self.x
(call
  arguments: (argument_list . [(method) (singleton_method) (call)] @wrapped .)) @wrapper

; What precedes the first statement of a body lies outside it in the tree: comments are body too.
(module
  name: [
    (constant) @name
    (scope_resolution scope: (_) @scope name: (constant) @name)
    (scope_resolution !scope name: (constant) @name)
  ]
  (comment)* @body
  body: (_)? @body) @definition.module

(class
  name: [
    (constant) @name
    (scope_resolution scope: (_) @scope name: (constant) @name)
    (scope_resolution !scope name: (constant) @name)
  ]
  (comment)* @body
  body: (_)? @body) @definition.class

; def x = <<~TEXT: the tree puts the text beside the method.
; each: program body_statement block_body then else ensure begin_block ERROR
(_ (method name: (_) @name) @definition.method
  . (comment)?
  . (heredoc_body)+ @behind)

; Wherever it stands, def makes a method: in modules, blocks and conditions too.
(method
  name: (_) @name
  (comment)* @body
  body: (_)? @body) @definition.method

; Those of the file itself are called like functions.
(program (method name: (_) @name) @definition.function)
(program (call arguments: (argument_list (method name: (_) @name) @definition.function)))
(ERROR (method name: (_) @name) @definition.function)

(method
  name: (identifier) @name
  (#eq? @name "initialize")) @definition.constructor

; class << obj
(singleton_class
  value: [(identifier) (constant) (scope_resolution)] @scope
  body: (body_statement (method name: (_) @name) @definition.method))

; self is the class around it.
(singleton_method
  name: (_) @name
  (comment)* @body
  body: (_)? @body) @definition.method

(singleton_method
  object: [(constant) (identifier)] @scope
  name: (_) @name) @definition.method

; def Client.open inside class Client
(class
  name: [(constant) @_class (scope_resolution name: (constant) @_class)]
  body: (body_statement
    (singleton_method
      object: (constant) @_object
      name: (_) @name) @definition.method)
  (#eq? @_object @_class))

(module
  name: [(constant) @_module (scope_resolution name: (constant) @_module)]
  body: (body_statement
    (singleton_method
      object: (constant) @_object
      name: (_) @name) @definition.method)
  (#eq? @_object @_module))

; A name that is made up at run time is none.
(call
  method: (identifier) @_define
  arguments: (argument_list . [
    (simple_symbol) @name
    (string . (string_content) @name .)
    (delimited_symbol . (string_content) @name .)
  ])
  (#any-of? @_define "define_method" "define_singleton_method")
  (#strip! @name ":")) @definition.method

; An optional block in the pattern above would be lost where there are no parentheses (chunker/shim.c).
(call
  method: (identifier) @_define
  arguments: (argument_list . [(simple_symbol) (string) (delimited_symbol)])
  block: (_ body: (_) @body)
  (#any-of? @_define "define_method" "define_singleton_method")) @definition.method

; X = <<~TEXT, as above.
; each: program body_statement block_body then else ensure begin_block ERROR
(_ (assignment left: [(constant) @name (scope_resolution name: (constant) @name)]) @definition.constant
  . (comment)?
  . (heredoc_body)+ @behind)

(program
  (assignment left: [(identifier) (global_variable)] @name) @definition.variable
  . (comment)?
  . (heredoc_body)+ @behind)

(assignment left: [
  (constant) @name
  (scope_resolution scope: (_) @scope name: (constant) @name)
  (scope_resolution !scope name: (constant) @name)
  (left_assignment_list [
    (constant) @name
    (rest_assignment (constant) @name)
    (destructured_left_assignment (constant) @name)
  ])
]) @definition.constant

(operator_assignment
  left: [
    (constant) @name
    (scope_resolution scope: (_) @scope name: (constant) @name)
  ]
  operator: "||=") @definition.constant

; Point = Struct.new(:x) do ... end
(assignment
  left: [(constant) @name (scope_resolution scope: (_) @scope name: (constant) @name)]
  right: (call
    receiver: (constant) @_base
    method: (identifier) @_new
    block: (_ body: (_)? @body)?)
  (#eq? @_base "Struct")
  (#eq? @_new "new")) @definition.struct

(assignment
  left: [(constant) @name (scope_resolution scope: (_) @scope name: (constant) @name)]
  right: (call
    receiver: (constant) @_base
    method: (identifier) @_new
    block: (_ body: (_)? @body)?)
  (#eq? @_base "Data")
  (#eq? @_new "define")) @definition.struct

(assignment
  left: [(constant) @name (scope_resolution scope: (_) @scope name: (constant) @name)]
  right: (call
    receiver: (constant) @_base
    method: (identifier) @_new
    block: (_ body: (_)? @body)?)
  (#eq? @_base "Class")
  (#eq? @_new "new")) @definition.class

(assignment
  left: [(constant) @name (scope_resolution scope: (_) @scope name: (constant) @name)]
  right: (call
    receiver: (constant) @_base
    method: (identifier) @_new
    block: (_ body: (_)? @body)?)
  (#eq? @_base "Module")
  (#eq? @_new "new")) @definition.module

; Variables of the file; those of blocks and of class bodies are nobody's business.
(program
  (assignment [
    left: (identifier) @name
    left: (left_assignment_list [
      (identifier) @name
      (rest_assignment (identifier) @name)
      (destructured_left_assignment [(identifier) @name (rest_assignment (identifier) @name)])
    ])
    right: (assignment left: (identifier) @name)
  ]) @definition.variable)

(ERROR
  (assignment left: (identifier) @name) @definition.variable)

(assignment left: (global_variable) @name) @definition.variable

(assignment
  left: [(identifier) (constant) (global_variable)] @name
  right: (lambda body: (_) @body)) @definition.function

(assignment
  left: [(identifier) (constant) (global_variable)] @name
  right: (call
    !receiver
    method: (identifier) @_proc
    block: (_) @body)
  (#any-of? @_proc "lambda" "proc")) @definition.function

(assignment
  left: [(identifier) (constant) (global_variable)] @name
  right: (call
    receiver: (constant) @_class
    method: (identifier) @_new
    block: (_) @body)
  (#eq? @_class "Proc")
  (#eq? @_new "new")) @definition.function
