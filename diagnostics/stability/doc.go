// Package stability watches the connection over time, to find out why Spotify goes offline
// again and again. At most once a second a Watch probes this computer's link, its router, an
// unrelated server, the name service, Spotify's access point and the client; what it saw of
// them at one moment is a Round. A Judge turns rounds into drops and finds out what failed
// first in each. Summarize says what the drops have in common. A History keeps a day of
// rounds in a fixed amount of memory. Rounds and drops are codes and numbers; package words
// makes sentences of them.
package stability
