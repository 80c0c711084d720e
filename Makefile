# Set-up, build, run and test. Nothing else has to be typed on a fresh Debian machine with Swift.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
SCENARIO ?= scenarios/parkstad.yaml
MEMBERS ?= 1000
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PLOTLY_VERSION := 7.1.0
PLOTLY_WHEEL_SHA256 := dbb7fa18afce40d0a8e80d1bf162eceb3faa0ce5a77fe741ad09a74cf78f53f3
PLOTLY := .deps/plotly/plotly.min.js
SIMRUNNER := .build/release/simrunner

.PHONY: setup setup-mpi setup-slurm setup-browser build build-mpi run report comparison screenshots test test-cluster soak bench format lint clean

# Installs those packages of a list that are missing, and only those.
define install
	@missing=(); \
	for package in $$(cat $(1)); do \
	  status=$$(dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null || true); \
	  [ "$$status" = installed ] || missing+=("$$package"); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing $${missing[*]}"; \
	  $(SUDO) apt-get update -q; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$${missing[@]}"; \
	fi
endef

setup:
	$(call install,packages.apt)

# Open MPI, for a build that runs on the ranks of a cluster.
setup-mpi:
	$(call install,packages.mpi.apt)

# Slurm, for the tests of the cluster alone.
setup-slurm:
	$(call install,packages.slurm.apt)

# The library of the charts of the report, from its Python package; without network the report has tables only.
setup: $(PLOTLY)

$(PLOTLY):
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	if python3 -m pip download -q --no-deps --dest "$$folder" plotly==$(PLOTLY_VERSION) \
	  && echo "$(PLOTLY_WHEEL_SHA256)  $$folder/plotly-$(PLOTLY_VERSION)-py3-none-any.whl" | sha256sum -c --quiet; then \
	  mkdir -p $(@D); \
	  python3 -m zipfile -e "$$folder"/plotly-*.whl "$$folder"; \
	  mv "$$folder/plotly/package_data/plotly.min.js" $@; \
	else \
	  echo "setup: plotly $(PLOTLY_VERSION) could not be fetched; reports have tables without charts" >&2; \
	fi

# The browser that tests open reports with; without it those tests are skipped.
setup-browser:
	@command -v chromium > /dev/null || { $(SUDO) apt-get update -q; \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; }

build: setup
	@swift build -c release --product simrunner

# The program with the trait MPI, in a folder of its own, so that the plain build stays as it is.
build-mpi: setup setup-mpi
	@swift build -c release --traits MPI --scratch-path .build-mpi --product simrunner
	@ln -sf simrunner .build-mpi/release/simrunner-mpi

run: build
	@$(SIMRUNNER) run $(SCENARIO)

# Prints the path of the report of the default scenario, and that of an ensemble of it (MEMBERS=0 leaves that out).
report: build
	@directory=results/$(basename $(notdir $(SCENARIO))); \
	$(SIMRUNNER) run $(SCENARIO) --quiet --no-report --out "$$directory"; \
	$(SIMRUNNER) report "$$directory" --no-workbook; \
	if [ $(MEMBERS) -gt 0 ]; then \
	  $(SIMRUNNER) ensemble $(SCENARIO) --members $(MEMBERS) --quiet --no-report --out "$$directory-ensemble"; \
	  $(SIMRUNNER) report "$$directory-ensemble" --no-workbook; \
	fi

# What sets the scenarios of Parkstad apart, as docs/comparison.md; a test compares it with the present code.
comparison: build
	@Scripts/comparison docs/comparison.md

# The pictures of the README.
screenshots: build setup-browser
	@Scripts/screenshots docs/images

test: setup lint
	@Tests/run-tests

# Ranks of MPI and a Slurm of one node, end to end.
test-cluster: setup
	@Tests/Cluster/run

# Kills a running ensemble at random moments and compares its result with that of an undisturbed run.
soak: build
	@Tests/soak

bench: build
	@Benchmarks/run

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

format:
	@swift format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

clean:
	@rm -rf .build .build-mpi Benchmarks/.build
