# `make run` and `make test` install what they need; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check build web web-bars screenshots update bench fuzz tools invoke project deploy destroy

VENV := .tools/venv
BIN := $(CURDIR)/$(VENV)/bin
FUNCTIONS := $(notdir $(basename $(wildcard functions/*/src/bin/*.rs)))
AREAS := $(notdir $(wildcard functions/*))
# arm64 is cheaper to run and is built where the toolchain has its standard library.
ARM := aarch64-unknown-linux-gnu
ARCHITECTURE ?= $(if $(shell rustup target list --installed 2>/dev/null | grep $(ARM)),arm64,x86_64)
ENVIRONMENT ?= staging
# The page is built where Node can: 20.19 is the oldest that Vite runs on.
NODE := $(shell node -e 'const [a, b] = process.versions.node.split("."); a > 20 || (a == 20 && b >= 19) ? console.log("yes") : 0' 2>/dev/null)
NPM := npm --prefix web --loglevel=error
PAGE := $(shell find web/src web/public -type f) $(wildcard web/*.html web/*.json web/*.ts)
export NAME ?=
export AWS_DEFAULT_REGION ?= us-east-1
export SAM_CLI_TELEMETRY := 0
# What the tests do not get from the environment of whoever runs them.
TEST_ENV := env -u UPDATE RUST_BACKTRACE=0

help: ## lists the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(if $(NODE),web) ## starts everything on this machine
	$(if $(NODE),,@echo "There is no Node 20.19 or newer here, so the page is not built; the API runs without it.")
	cargo run --locked --package local

test: check ## runs every check and every test
	$(TEST_ENV) cargo test --locked --workspace --lib --test it --no-fail-fast
# By themselves: the real binaries wait a second for DynamoDB, which hundreds of tests beside them use up. They are made
# by the development profile from what the tests were made of: a minute instead of half a minute each.
	cargo build --locked --workspace --bins
	$(TEST_ENV) cargo test --locked --workspace --test it -- --ignored
	$(TEST_ENV) $(BIN)/pytest -q local/tests/peers
	$(NPM) test
	$(NPM) run journeys

check: tools web ## format, lints, licences, template, page
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	.tools/bin/cargo-deny --all-features check --hide-inclusion-graph bans licenses sources
	$(BIN)/cfn-lint template.yaml
	$(BIN)/sam validate --lint
	$(BIN)/sam validate --region $(AWS_DEFAULT_REGION)
	$(NPM) run check

web: functions/web/dist/app.html ## builds the page into functions/web/dist, which the function embeds

functions/web/dist/app.html: web/node_modules/.package-lock.json $(PAGE)
	$(NPM) run build

web/node_modules/.package-lock.json: web/package-lock.json
	$(NPM) ci

web-bars: web ## measures the page against its bars: sizes, Lighthouse, times of painting and answering
	cargo build --locked --package local
	$(NPM) run bars

screenshots: web ## takes pictures of every page, both themes, three widths, into web/e2e/results/screenshots
	cargo build --locked --package local
	$(NPM) run screenshots

build: tools web ## builds all functions for Lambda into target/lambda
	PATH="$(BIN):$$PATH" cargo lambda build --locked --release $(if $(filter arm64,$(ARCHITECTURE)),--arm64) \
	  $(addprefix --package ,$(AREAS))

update: ## writes openapi.json, the events' answers and the mails anew: look at what changes
	UPDATE=1 cargo test --locked --package local --test it -- committed_description words_for_every_failed_login every_event_gets_its_answer
	$(NPM) run types
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
