[profile]
id=pascom-readonly
title=pascom, read only
checklist=pascom-17
contract=1
[http]
base_url=https://pbx.example/x/services/
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
[fields user]
id=userId;014use_id;014use_name
name=003use_bez;userName;014use_name
number=014use_calleridnum;number
[fields location]
id=locationId;012loc_id
name=locationName;012loc_bez;012loc_name
[fields device]
id=deviceId;010dev_id
name=deviceName;010dev_bez
mac=071ipp_mac;mac;deviceName;010dev_bez
user=userId;userName
