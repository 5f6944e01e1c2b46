# A stock pascom phone system. Its public REST interface has no calls for DECT gateways, so nothing is written there:
# the OMM files are written locally, and the gateway is entered by hand along the checklist.
[profile]
id=pascom-readonly
title=pascom, read only
checklist=pascom-17
contract=1

[http]
# https://HOST/INSTANCE/services/
base_url=

[auth]
method=basic
username=moby

[tls]
mode=system

[features]
sync=none
dryrun=client
export=local
apply=none

[paths]
info=
gateways=
gateway=
accesspoint=
handset=
action=
job=
export_rfp=
export_handset=
device=device/
identity=identity/
location=location/
