// Package network checks the way from this computer to Spotify: the network's own
// interfaces, the rest of the internet, log-in pages, names, the hosts file, the clock,
// proxies, tunnels, this computer's firewall, secure connections and who signs for them,
// IPv4 and IPv6, Spotify's directory and access points, and Spotify's status page. One
// file holds one probe. A probe records what it saw as a code; it judges nobody, and it is
// sure of nothing that it had nothing to compare with.
//
// Everything that reaches the world goes through Doors. Nothing is sent but name
// lookups, empty connections, handshakes, and plain requests for pages that are the same
// for everyone. What one probe learns of a name or a place, the others take from it: a
// place is connected to once. A second connection is made only where it is another
// question: through a proxy and around it, into a tunnel and over the interface beside it,
// and to hear who signs for a host that is known to open.
package network
