//go:build unix

package repair

// strangeNames are file names that only some systems allow.
func strangeNames() []string { return []string{"\xff\xfe no UTF-8", "two\nlines", `back\slash`} }

// killings is how often a Retune is killed while it works.
const killings = 50
