// Package index knows the workspace: which files its roots hold, what is in them on disk and
// in open documents, and where a name is defined.
//
// A [Workspace] joins the store (what is on disk), the overlays (what editors show) and the
// workers that chunk both. A [Snapshot] is what one query sees: the overlays as they were
// when it was taken, and the disk as it is when the answer is made.
//
// What holds:
//   - No answer is stale: before a chunk from disk is returned its file's size and
//     modification time are compared with the record, and where they differ the file is
//     chunked again first. A deleted file answers nothing. No watcher is needed for that.
//   - An overlay wins over the disk until it is closed; it is chunked at most once for each
//     version, when somebody asks, never in the caller of Open or Change.
//   - What the store fails to give is found by parsing; answers about names say that they may
//     be incomplete.
//   - Files are named by root and slash-separated relative path; offsets are UTF-8 bytes.
//   - A Workspace owns its goroutines: Close waits for them.
package index
