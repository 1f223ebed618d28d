; Elixir. https://hexdocs.pm/elixir/Kernel.html#def/2

; Everything is a call. Where _ stands for a node that could be named, it saves time: each named one is dear to compile.

(comment) @comment

; What is said of the definition below.
((unary_operator
  operator: "@"
  operand: (call . (identifier) @_attribute)) @lead
  (#any-of? @_attribute "doc" "spec" "impl" "since" "deprecated" "dialyzer" "tag" "typedoc" "shortdoc"))

; @doc may stand above other attributes, and a blank line between does not part it from the function.
; The kind is for the patterns below to say.
((unary_operator
  operator: "@"
  operand: (_
    . (identifier) @_doc
    . (_ . [(string) @doc (sigil (quoted_content) @doc)] .))) @behind
  . (unary_operator (_ . (identifier) @_second))?
  . (unary_operator (_ . (identifier) @_third))?
  . (_ . [(identifier) @_def (_ . (identifier) @_def)]) @definition.function
  (#any-of? @_doc "doc" "typedoc")
  (#any-of? @_second "doc" "spec" "impl" "since" "deprecated" "dialyzer")
  (#any-of? @_third "doc" "spec" "impl" "since" "deprecated" "dialyzer")
  (#any-of? @_def "def" "defp" "defmacro" "defmacrop" "defguard" "defguardp" "defdelegate"
    "type" "opaque" "callback" "macrocallback"))

; def f, def f(x), def f when ..., def f(x) when ...; a function unquote(name) has no name.
(call
  . (identifier) @_def
  . (arguments . [
    (identifier) @name
    (_ . (identifier) @name)
    (_ . (_ . (identifier) @name))
  ])
  (do_block)? @body
  (#any-of? @_def "def" "defp" "defmacro" "defmacrop" "defguard" "defguardp" "defdelegate")
  (#not-eq? @name "unquote")) @definition.function

; def a + b, def -a, def a <> b when ...; "when", "\\" and "=" belong to the head of a function.
(call
  . (identifier) @_def
  . (arguments . [
    (_ operator: _ @name)
    (_ left: (_ operator: _ @name) operator: "when")
  ])
  (do_block)? @body
  (#any-of? @_def "def" "defp" "defmacro" "defmacrop")
  (#not-any-of? @name "when" "=" "\\\\" "|")) @definition.function

(call
  . (identifier) @_def
  (#any-of? @_def "defmacro" "defmacrop" "defguard" "defguardp")) @definition.macro

(call
  . (identifier) @_def
  . (arguments . (alias) @name)
  (do_block) @body
  (#any-of? @_def "defmodule" "defprotocol" "defimpl")) @definition.module

(call
  . (identifier) @_def
  (do_block (unary_operator
    operator: "@"
    operand: (_
      . (identifier) @_moduledoc
      . (_ . [(string) @doc (sigil (quoted_content) @doc)] .))))
  (#any-of? @_def "defmodule" "defprotocol" "defimpl")
  (#eq? @_moduledoc "moduledoc")) @definition.module

(call
  . (identifier) @_def
  . (arguments . (alias))
  (#eq? @_def "defprotocol")) @definition.interface

(call
  . (identifier) @_def
  . (arguments . (alias))
  (#eq? @_def "defimpl")) @definition.impl

; defimpl P, for: T is the module P.T.
(call
  . (identifier) @_def
  . (arguments
    . (alias) @scope
    (keywords (_
      key: (keyword) @_for
      value: [(alias) @name (list (alias) @name)])))
  (#eq? @_def "defimpl")
  (#match? @_for "^for:")) @definition.impl

; @timeout 5000: the constants of a module. Those that Elixir itself or its tests read are none.
(unary_operator
  operator: "@"
  operand: (_ . (identifier) @name . (arguments))
  (#not-any-of? @name "doc" "moduledoc" "typedoc" "shortdoc" "spec" "type" "typep" "opaque" "callback" "macrocallback" "optional_callbacks"
    "impl" "behaviour" "deprecated" "since" "derive" "enforce_keys" "dialyzer" "compile" "external_resource" "fallback_to_any" "file"
    "before_compile" "after_compile" "after_verify" "on_definition" "on_load" "nifs" "vsn" "tag" "moduletag" "describetag")) @definition.constant

; The variables of a script.
(source (binary_operator
  left: (identifier) @name
  operator: "=") @definition.variable)

; @type t :: ..., @callback f(x) :: y, @callback f(x) :: y when ...
(unary_operator
  operator: "@"
  operand: (_
    . (identifier) @_type
    . (arguments . (binary_operator . [
      (identifier) @name
      (_ . (identifier) @name)
      (_ . (_ . (identifier) @name))
    ])))
  (#any-of? @_type "type" "typep" "opaque" "callback" "macrocallback")) @definition.type

(unary_operator
  operator: "@"
  operand: (_ . (identifier) @_callback)
  (#any-of? @_callback "callback" "macrocallback")) @definition.function
