//go:build unix

package repair

// strangeNames are names of files that only some systems allow.
func strangeNames() []string { return []string{"\xff\xfe no UTF-8", "two\nlines", `back\slash`} }

// killings is how often a Retune is killed at its work.
const killings = 50
