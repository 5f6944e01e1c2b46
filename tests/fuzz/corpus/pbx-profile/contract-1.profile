[profile]
id=contract-1
title=DECT planner contract 1
contract=1
[http]
base_url=https://pbx.example/x/services/
[auth]
method=basic
username=moby
[tls]
mode=system
