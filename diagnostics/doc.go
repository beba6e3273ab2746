// Package diagnostics holds the vocabulary that all of Retune shares: a Check
// examines one thing and returns a Finding, Run runs checks concurrently, and
// Conclude reduces all findings to exactly one Verdict.
//
// Findings and verdicts are codes with typed arguments, never sentences: only the
// two user interfaces, window and terminal, turn a code into words, using package
// words. This package knows nothing about sockets, files or processes; the packages
// below it do.
package diagnostics
