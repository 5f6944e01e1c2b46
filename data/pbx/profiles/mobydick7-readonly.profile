# mobydick 7: as pascom-readonly, but the address has no instance in it, and the system may know plain http only.
[profile]
id=mobydick7-readonly
title=mobydick 7, read only
checklist=mobydick-7
contract=1

[http]
# http://HOST/services/
base_url=
allow_plain_http=true

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
