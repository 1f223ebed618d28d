; Protocol Buffers. https://protobuf.dev/reference/protobuf/proto3-spec/

; The bundled grammar is one of proto3 alone: a file that says syntax = "proto2" or edition = "2023" has one error
; from its first to its last byte and gets blocks. extend and groups are errors too, which the definitions around them survive.

(package (full_ident) @module)
(comment) @comment

(message
  (message_name) @name
  (message_body) @body) @definition.message

(enum
  (enum_name) @name
  (enum_body) @body) @definition.enum

(service
  (service_name) @name
  "{" @body
  "}" @body) @definition.service

(rpc (rpc_name) @name) @definition.method

; The body of an rpc holds options; most have none.
(rpc
  (rpc_name) @name
  "{" @body
  "}" @body) @definition.method
