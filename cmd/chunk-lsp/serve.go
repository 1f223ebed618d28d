package main

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

func newServeCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve", Short: "Serve an editor over standard input and output (the default)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(func(opened *session) error {
				err := lsp.Serve(cmd.Context(), newStdio(), opened.lspOptions())
				if errors.Is(err, lsp.ErrNoShutdown) && cmd.Context().Err() == nil {
					opened.log.Info("session ended", "error", err)
				}
				return err
			})
		},
	}
	// Editors' libraries pass it; stdio is all there is.
	cmd.Flags().Bool("stdio", true, "use standard input and output")
	return cmd
}

// stdio is the stream of an editor that started us.
type stdio struct {
	*io.PipeReader
	out *os.File
}

// newStdio reads standard input by way of a pipe, whose end can be closed while a read is under way: a
// signal must end a server whose editor is silent. The goroutine ends with its input, or with
// the process.
func newStdio() stdio {
	reader, writer := io.Pipe()
	go func() {
		_, err := io.Copy(writer, os.Stdin)
		writer.CloseWithError(err) // nil is the end of the input; CloseWithError never fails
	}()
	return stdio{reader, os.Stdout}
}

func (s stdio) Write(b []byte) (int, error) { return s.out.Write(b) }
