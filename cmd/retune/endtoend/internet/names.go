//go:build linux

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/net/ipv4"
)

// addressOf gives every name in the world an address: Spotify's by what they do, so
// that a test can close one and not the other, and one for all the rest. They are
// addresses that are set apart for examples.
func addressOf(host string) netip.Addr {
	switch {
	case host == "apresolve.spotify.com":
		return netip.MustParseAddr("203.0.113.10")
	case strings.HasPrefix(host, "ap.") || strings.HasPrefix(host, "ap-"):
		return netip.MustParseAddr("203.0.113.40")
	case strings.HasSuffix(host, "spotify.com"):
		return netip.MustParseAddr("203.0.113.20")
	case host == "spotify.statuspage.io":
		return netip.MustParseAddr("203.0.113.30")
	default:
		return netip.MustParseAddr("198.51.100.7")
	}
}

// serveNames answers questions for names, over UDP and TCP, at every address.
func (w World) serveNames(failed chan<- error) error {
	packets, err := net.ListenPacket("udp4", ":53")
	if err != nil {
		return err
	}
	socket := ipv4.NewPacketConn(packets)
	// The answer has to come from the address that was asked.
	if err := socket.SetControlMessage(ipv4.FlagDst, true); err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", ":53")
	if err != nil {
		return err
	}
	go func() { failed <- w.answerPackets(socket) }()
	go func() { failed <- w.answerConnections(listener) }()
	return nil
}

func (w World) answerPackets(socket *ipv4.PacketConn) error {
	question := make([]byte, 1500)
	for {
		length, asked, from, err := socket.ReadFrom(question)
		if err != nil {
			return err
		}
		answer, err := w.answer(question[:length], asked.Dst.String())
		if err != nil {
			continue
		}
		// An answer that cannot be sent is lost, as packets are.
		time.AfterFunc(w.Delay, func() {
			_, _ = socket.WriteTo(answer, &ipv4.ControlMessage{Src: asked.Dst}, from)
		})
	}
}

func (w World) answerConnections(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go w.answerConnection(connection)
	}
}

// answerConnection answers one question; each is preceded by its length.
func (w World) answerConnection(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	var length uint16
	if err := binary.Read(connection, binary.BigEndian, &length); err != nil {
		return
	}
	question := make([]byte, length)
	if _, err := io.ReadFull(connection, question); err != nil {
		return
	}
	asked, _, err := net.SplitHostPort(connection.LocalAddr().String())
	if err != nil {
		return
	}
	if answer, err := w.answer(question, asked); err == nil {
		_, _ = connection.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
	}
}

// answer makes the answer that the name server at an address gives to a question.
func (w World) answer(packet []byte, server string) ([]byte, error) {
	var parser dnsmessage.Parser
	header, err := parser.Start(packet)
	if err != nil {
		return nil, err
	}
	question, err := parser.Question()
	if err != nil {
		return nil, err
	}
	if header.Response {
		return nil, errors.New("an answer is no question")
	}
	builder := dnsmessage.NewBuilder(nil, dnsmessage.Header{
		ID: header.ID, Response: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true,
	})
	if err := errors.Join(builder.StartQuestions(), builder.Question(question), builder.StartAnswers()); err != nil {
		return nil, err
	}
	if question.Type == dnsmessage.TypeA {
		resource := dnsmessage.ResourceHeader{Name: question.Name, Class: question.Class, TTL: 1}
		if err := builder.AResource(resource, dnsmessage.AResource{A: w.lookup(question.Name, server).As4()}); err != nil {
			return nil, err
		}
	}
	return builder.Finish()
}

func (w World) lookup(name dnsmessage.Name, server string) netip.Addr {
	host := strings.ToLower(strings.TrimSuffix(name.String(), "."))
	if server == w.Resolver && slices.Contains(w.Sunk, host) {
		return netip.IPv4Unspecified()
	}
	return addressOf(host)
}
