# hookfleet as an image: `npm ci`, which builds dist/, then `docker build --tag hookfleet .`. Nothing is
# installed in it: dist/ has all that runs. It needs no root, and no file system that it can write to:
#   docker run --rm --read-only --env GITHUB_TOKEN --volume "$PWD:/work:ro" hookfleet plan
# `--target ci` is the same with git, for `plan --base` in a job's own script.
FROM node:24-slim AS hookfleet
COPY package.json LICENSE /opt/hookfleet/
COPY schemas /opt/hookfleet/schemas
COPY dist /opt/hookfleet/dist
RUN ln -s /opt/hookfleet/dist/cli/main.js /usr/local/bin/hookfleet \
  && chmod 755 /opt/hookfleet/dist/cli/main.js
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["hookfleet"]
CMD ["--help"]

FROM hookfleet AS ci
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
USER 1000:1000
ENTRYPOINT []

FROM hookfleet
