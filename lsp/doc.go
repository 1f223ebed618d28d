// Package lsp speaks the Language Server Protocol and the chunk requests of
// docs/protocol.md for one client.
//
// What holds:
//   - Messages are taken in wire order. Notifications are applied before the next message is
//     read; a request decodes its parameters and pins its snapshot in wire order, and is then
//     answered concurrently.
//   - Each request is answered exactly once, also when its handler panics. An error or panic
//     in a notification is logged; nothing a client sends ends the session but exit, the end of
//     its stream, or bytes that are no message.
//   - URIs and LSP positions exist in this package only. Everything behind it speaks
//     root-relative slash paths and byte offsets.
//   - The client is never called from a handler that blocks the reading of messages.
package lsp
