// Command checkpoint opens a checkpoint of Keyturn's journal with Go's own reader of signed notes, and makes the test
// vector that Keyturn's tests hold themselves to.
//
//	checkpoint open KEY FILE    prints the text of FILE, if KEY (keyturn+ID+KEY) has signed it; fails otherwise
//	checkpoint vector FILE      signs FILE's text with the key whose 32 secret bytes are 0, 1, … 31
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "open":
		return open(args[1], args[2])
	case len(args) == 2 && args[0] == "vector":
		return vector(args[1])
	}
	return fmt.Errorf("usage: checkpoint open KEY FILE | checkpoint vector FILE")
}

func open(key, file string) error {
	message, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	fmt.Print(opened.Text)
	return nil
}

func vector(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	seed := make([]byte, ed25519.SeedSize)
	for i := range seed {
		seed[i] = byte(i)
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	key, err := note.NewEd25519VerifierKey("keyturn", public)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	secret := fmt.Sprintf("PRIVATE+KEY+keyturn+%08x+%s", verifier.KeyHash(),
		base64.StdEncoding.EncodeToString(append([]byte{1}, seed...)))
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	if err != nil {
		return err
	}
	fmt.Println(key)
	_, err = os.Stdout.Write(signed)
	return err
}
