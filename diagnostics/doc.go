// Package diagnostics holds the words that the whole of Retune speaks: a Check
// looks at one thing and gives a Finding, Run runs checks side by side, and
// Conclude turns all findings into exactly one Verdict.
//
// Findings and verdicts are codes with typed arguments, never sentences: only the
// faces (window and terminal) turn a code into words, with package words. The
// package knows nothing of sockets, files or processes; the packages below it do.
package diagnostics
