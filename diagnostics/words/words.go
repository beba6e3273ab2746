// Package words turns the codes of the other packages into the sentences of one
// language, for both faces. The sentences are data in package assets. Whatever came
// from outside (a host name, a server's text) is cleaned here of control characters
// before it gets into a sentence.
package words
