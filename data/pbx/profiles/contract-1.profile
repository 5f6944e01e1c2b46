# A PBX, or a gateway service beside one, that speaks the DECT planner contract 1.
# Copy it, give it an id and an address of its own; keys left out keep the contract's values.
[profile]
id=contract-1
title=DECT planner contract 1
contract=1

[http]
# https://HOST/INSTANCE/services/
base_url=

[auth]
method=basic
username=moby

[tls]
mode=system
