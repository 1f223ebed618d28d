; HCL. https://developer.hashicorp.com/terraform/language/syntax/configuration

(comment) @comment

; What stands outside of all blocks: the settings of a .tfvars file. The root itself is no anchor: it may be an error.
(config_file (body (attribute . (identifier) @name) @definition.variable))
(ERROR (body (attribute . (identifier) @name) @definition.variable))

; terraform {}, moved {}, build {}. Blocks without labels inside of others are settings of those.
(config_file (body
  (block
    . (identifier) @name
    . (block_start) @body
    (block_end) @body) @definition.section))

; resource "type" "name" {} is resource.type.name; blocks nest in Nomad, Packer, Consul and a Terraform check.
(block
  . (identifier) @scope
  . [(string_lit (template_literal) @scope) (identifier) @scope]?
  . [(string_lit (template_literal) @scope) (identifier) @scope]?
  . [(string_lit (template_literal) @name) (identifier) @name]
  . (block_start) @body
  (block_end) @body
  (#not-any-of? @scope "dynamic" "provisioner" "backend")) @definition.resource

; What Terraform names by var.x, module.x and by hand as an output.
(block
  . (identifier) @scope
  . (string_lit (template_literal) @name)
  . (block_start) @body
  (block_end) @body
  (#any-of? @scope "variable" "output")) @definition.variable

(block
  . (identifier) @scope
  . (string_lit (template_literal) @name)
  . (block_start) @body
  (block_end) @body
  (#eq? @scope "module")) @definition.module

; locals { a = 1 } names each of its values: local.a
(block
  . (identifier) @name
  . (block_start) @body
  (block_end) @body
  (#eq? @name "locals")) @definition.section

(block
  . (identifier) @_locals
  . (block_start)
  (body (attribute . (identifier) @name) @definition.variable)
  (#eq? @_locals "locals"))
