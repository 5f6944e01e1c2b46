# An example to start from, for a PBX that gives its DECT phones ids of its own and writes them one by one, in the way
# that PortSIP PBX 22 publishes (support.portsip.com, REST API 22.0): port 8887, a bearer token, lists as {"items": [...]},
# an opaque "id", members with extension_number, ipui and handset_index. Everything else here is an assumption: it was not
# tried against that PBX, whose guides name no Mitel base stations. Compare each name with your PBX's own reference.
# An empty value in [fields ...] means: the PBX has no such member, it stays in the plan.
[profile]
id=ids-example
title=Example: a PBX with ids of its own
contract=1

[http]
# https://HOST:8887/api/
base_url=
max_rps=2

[auth]
method=bearer

[tls]
mode=system

[features]
key_mode=lookup
concurrency=compare
sync=items
lists=whole
dryrun=client
export=local
apply=none

[paths]
info=
gateways=dect_phones
gateway=dect_phones/{id}
# No base stations in that interface.
accesspoint=
accesspoints=
handset=
handsets=dect_phones/{gw}/members
action=
job=
export_rfp=
export_handset=

[methods]
create=POST
update=POST
delete=DELETE

[json]
items_pointer=/items
id_field=id
error_field=errcode

[fields gateway]
mac=mac
name=name
firmware=
targetIp=
netmask=
username=
password=
pin=
source=
ommRelease=
ommLayout=

[fields handset]
ipei=ipui
number=extension_number
name=
additionalId=
sipUser=
sipPassword=
ac=
pin=
model=
sosNumber=
mandownNumber=
locatable=
localization=
tracking=
location=
source=
