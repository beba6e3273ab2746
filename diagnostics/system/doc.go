// Package system is Retune's access to the operating system: the environment, files, the
// process table, the one place that starts programs, the one that opens addresses, and the
// settings pages. Each is an interface or a value, called a door, that tests can replace.
package system
