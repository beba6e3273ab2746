// Package repair makes all of Retune's changes: it closes and restarts Spotify, clears its
// cache, and removes whatever else stands in its way. Each repair is planned first, and the
// plan shown to the user is exactly what is carried out. What was done is written to a
// journal and verified afterwards, and can be undone if the repair says so.
package repair
