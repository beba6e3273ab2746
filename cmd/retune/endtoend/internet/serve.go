//go:build linux

package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// servePages serves plain HTTP on port 80, which is an access point's port, too: a connection
// on which nothing is sent stays open.
func (w World) servePages(log *requestLog, failed chan<- error) error {
	if w.Pages == "elsewhere" {
		return nil // another program serves them
	}
	listener, err := net.Listen("tcp", ":80")
	if err != nil {
		return err
	}
	server := newServer(log.of(w.dated(w.plainPages())))
	go func() { failed <- server.Serve(listener) }()
	return nil
}

func (w World) serveSecurePages(authorities *authorities, log *requestLog, failed chan<- error) error {
	listener, err := net.Listen("tcp", ":443")
	if err != nil {
		return err
	}
	server := newServer(log.of(w.dated(w.securePages())))
	go func() {
		failed <- server.Serve(tls.NewListener(slammed{listener, w.Doors}, authorities.config(w)))
	}()
	return nil
}

// newServer discards the log of broken connections: the tests break them on purpose.
func newServer(pages http.Handler) *http.Server {
	return &http.Server{
		Handler: pages, ReadHeaderTimeout: time.Minute,
		ErrorLog: log.New(io.Discard, "", 0),
	}
}

// dated puts this internet's time into each response.
func (w World) dated(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, question *http.Request) {
		answer.Header().Set("Date", w.now().UTC().Format(http.TimeFormat))
		pages.ServeHTTP(answer, question)
	})
}

func (w World) now() time.Time { return time.Now().Add(w.Ahead) }

// requestLog writes the host and path of every request.
type requestLog struct {
	mutex sync.Mutex
	file  io.Writer
}

func openLog(path string) (*requestLog, error) {
	if path == "" {
		return &requestLog{file: io.Discard}, nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	return &requestLog{file: file}, err
}

func (l *requestLog) of(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, question *http.Request) {
		l.mutex.Lock()
		_, _ = fmt.Fprintln(l.file, question.Host, question.URL.Path)
		l.mutex.Unlock()
		pages.ServeHTTP(answer, question)
	})
}

// serveDoors accepts connections on the access points' own port and keeps them open.
func (w World) serveDoors(failed chan<- error) error {
	listener, err := net.Listen("tcp", ":4070")
	if err != nil {
		return err
	}
	doors := slammed{listener, w.Doors}
	go func() {
		for {
			connection, err := doors.Accept()
			if err != nil {
				failed <- err
				return
			}
			go hold(connection)
		}
	}()
	return nil
}

// hold keeps a connection open until the other end closes it.
func hold(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	_, _ = connection.Read(make([]byte, 1))
}
