# `make run` and `make test` install what they need; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check build update bench fuzz tools invoke project deploy destroy

VENV := .tools/venv
BIN := $(CURDIR)/$(VENV)/bin
FUNCTIONS := $(notdir $(basename $(wildcard functions/*/src/bin/*.rs)))
AREAS := $(notdir $(wildcard functions/*))
# arm64 is cheaper to run and is built where the toolchain has its standard library.
ARM := aarch64-unknown-linux-gnu
ARCHITECTURE ?= $(if $(shell rustup target list --installed 2>/dev/null | grep $(ARM)),arm64,x86_64)
ENVIRONMENT ?= staging
export NAME ?=
export AWS_DEFAULT_REGION ?= us-east-1
export SAM_CLI_TELEMETRY := 0
# What the tests do not get from the environment of whoever runs them.
TEST_ENV := env -u UPDATE RUST_BACKTRACE=0

help: ## lists the commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: ## starts everything on this machine
	cargo run --locked --package local

test: check ## runs every check and every test
	$(TEST_ENV) cargo test --locked --workspace --lib --test it --no-fail-fast
# By themselves: the real binaries wait a second for DynamoDB, which hundreds of tests beside them use up. They are made
# by the development profile from what the tests were made of: a minute instead of half a minute each.
	cargo build --locked --workspace --bins
	$(TEST_ENV) cargo test --locked --workspace --test it -- --ignored
	$(TEST_ENV) $(BIN)/pytest -q local/tests/peers

check: tools ## format, lints, licences, template
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	.tools/bin/cargo-deny --all-features check --hide-inclusion-graph bans licenses sources
	$(BIN)/cfn-lint template.yaml
	$(BIN)/sam validate --lint
	$(BIN)/sam validate --region $(AWS_DEFAULT_REGION)

build: tools ## builds all functions for Lambda into target/lambda
	PATH="$(BIN):$$PATH" cargo lambda build --locked --release $(if $(filter arm64,$(ARCHITECTURE)),--arm64) \
	  $(addprefix --package ,$(AREAS))

update: ## writes openapi.json, the events' answers and the mails anew: look at what changes
	UPDATE=1 cargo test --locked --package local --test it -- committed_description every_event_gets_its_answer
	UPDATE=1 cargo test --locked --package shared --lib -- every_mail_is_the_committed_one

bench: build ## measures start, first call, memory and size against a bare function
	PATH="$(BIN):$$PATH" $(BIN)/python -m bench

fuzz: ## runs the parsers of foreign input on a million cases each, some minutes
	PROPTEST_CASES=1000000 cargo test --locked --profile fuzz --package shared --lib -- fuzz_

project: ## makes a project that errors are reported to: make project NAME="My shop" [ENVIRONMENT=staging|production]
	tools/project "$$NAME" $(if $(filter command line environment,$(origin ENVIRONMENT)),$(ENVIRONMENT))

invoke: build ## runs one function on one event in a container: make invoke FUNCTION=limits-now CASE=ok
	$(BIN)/sam local invoke $(FUNCTION) --event events/$(FUNCTION)/$(CASE).json

deploy: build ## deploys to AWS: make deploy ENVIRONMENT=staging|production
	PATH="$(BIN):$$PATH" tools/deploy $(ENVIRONMENT) $(ARCHITECTURE)

destroy: tools ## removes a deployment from AWS, after asking
	$(BIN)/sam delete --config-env $(ENVIRONMENT) --stack-name force-monitor-$(ENVIRONMENT)

tools: .tools/ready ## installs what the other commands need into .tools

.tools/ready: tools/install tools/requirements.txt tools/package.json tools/package-lock.json
	tools/install
	touch $@
