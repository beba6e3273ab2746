// Package stability watches the connection for as long as somebody wants to know why
// Spotify goes offline again and again. A Watch asks, at most once a second, this
// computer's link, its router, an unrelated place, the name service, Spotify's access
// point and the client; what it saw of all of them at one moment is a Round. A Judge
// turns rounds into drops, each with what dropped first, and Summarize says what the
// drops have in common. A History keeps hours of rounds in the same little memory.
// Rounds and drops are codes and numbers; package words makes sentences of them.
package stability
