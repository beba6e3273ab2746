// Package repair changes things, and only here is anything changed: closing and
// restarting Spotify, clearing its cache, and removing what else stands in its way. Each
// repair is planned first; the plan that a person sees is the very plan that is carried
// out. What was done is written to a journal, checked afterwards, and can be taken back
// where the repair says so.
package repair
