/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-document.h"
#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"
#include "support/test-document.h"

#include <string.h>

static guint32
add_rfp (DectSnapshotBuilder *builder,
         const char *name,
         const char *mac,
         const char *ip,
         DectRole role,
         guint32 floor)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->name = g_strdup (name);
  rfp->mac = g_strdup (mac);
  rfp->target_ip = g_strdup (ip);
  rfp->role = role;
  rfp->floor = floor;
  rfp->model = g_strdup ("45");
  return dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
add_handset (DectSnapshotBuilder *builder, const char *ipei, const char *number, const char *name)
{
  DectHandset *handset = dect_handset_new ();

  handset->ipei = g_strdup (ipei);
  handset->number = g_strdup (number);
  handset->name = g_strdup (name);
  dect_snapshot_builder_add (builder, DECT_RECORD (handset));
}

static DectSnapshotBuilder *
new_site (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new ();

  info->uuid = g_strdup ("2b0c0000-0000-4000-8000-000000000001");
  info->name = g_strdup ("Plant North");
  info->netmask = g_strdup ("255.255.255.0");
  info->omm_user = g_strdup ("omm");
  info->omm_release = g_strdup ("7.1");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  building->name = g_strdup ("House A");
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (building));
  floor->name = g_strdup ("Ground");

  guint32 floor_id = dect_snapshot_builder_add (builder, DECT_RECORD (floor));
  add_rfp (builder, "Hall 1 S", "00:08:5D:0A:0B:02", "10.1.2.47", DECT_ROLE_FAILOVER, floor_id);
  add_rfp (builder, "Hall 1 N", "00:08:5D:0A:0B:01", "10.1.2.46", DECT_ROLE_MASTER, floor_id);
  add_handset (builder, "0007701154842", "402", "Night shift 2");
  add_handset (builder, NULL, "403", "Not bought yet");
  return builder;
}

static void
test_new (void)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (new_site ());
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GError) error = NULL;

  dect_secrets_set (secrets, "site", "omm-password", "omm secret");
  dect_secrets_set (secrets, "0007701154842", "ac", "1234");

  g_autoptr (JsonNode) document = dect_pbx_document_new (snapshot, secrets, &error);
  g_assert_no_error (error);
  g_autofree char *text = test_document_text (document);
  g_assert_cmpstr (
      text, ==,
      "{\"mac\":\"00085d0a0b01\",\"name\":\"Plant "
      "North\",\"firmware\":\"default\",\"targetIp\":\"10.1.2.46\","
      "\"netmask\":\"255.255.255.0\",\"username\":\"omm\",\"password\":\"omm secret\","
      "\"source\":\"dectplan:2b0c0000-0000-4000-8000-000000000001\",\"ommRelease\":\"7.1\","
      "\"accesspoints\":["
      "{\"mac\":\"00085d0a0b01\",\"name\":\"Hall 1 "
      "N\",\"targetIp\":\"10.1.2.46\",\"firmware\":\"default\","
      "\"master\":true,\"failover\":false,\"reflective\":false,\"model\":\"RFP45\",\"dectOn\":true,"
      "\"preferredSync\":false,\"cluster\":1,\"building\":\"House A\",\"floor\":\"Ground\","
      "\"source\":\"dectplan:2b0c0000-0000-4000-8000-000000000001\"},"
      "{\"mac\":\"00085d0a0b02\",\"name\":\"Hall 1 "
      "S\",\"targetIp\":\"10.1.2.47\",\"firmware\":\"default\","
      "\"master\":false,\"failover\":true,\"reflective\":false,\"model\":\"RFP45\",\"dectOn\":true,"
      "\"preferredSync\":false,\"cluster\":1,\"building\":\"House A\",\"floor\":\"Ground\","
      "\"source\":\"dectplan:2b0c0000-0000-4000-8000-000000000001\"}],\"handsets\":["
      "{\"ipei\":\"0007701154842\",\"name\":\"Night shift 2\",\"number\":\"402\",\"ac\":\"1234\","
      "\"source\":\"dectplan:2b0c0000-0000-4000-8000-000000000001\"}]}");

  g_autoptr (JsonNode) again = dect_pbx_document_new (snapshot, secrets, NULL);
  g_autofree char *same = test_document_text (again);
  g_assert_cmpstr (text, ==, same);

  g_autoptr (JsonNode) bare = dect_pbx_document_new (snapshot, NULL, NULL);
  g_autofree char *without = test_document_text (bare);
  g_assert_null (strstr (without, "secret"));
  g_assert_null (strstr (without, "1234"));

  GPtrArray *problems = NULL;
  g_assert_true (dect_pbx_document_validate (document, NULL, &problems));
  g_assert_cmpuint (problems->len, ==, 0);
  g_ptr_array_unref (problems);

  g_autoptr (GPtrArray) left_out
      = dect_pbx_document_list_left_out (snapshot, DECT_PBX_DOCUMENT_PLAIN);
  g_assert_cmpuint (left_out->len, ==, 1);
  g_assert_cmpstr (((DectPbxProblem *) g_ptr_array_index (left_out, 0))->code, ==, "ipei_missing");
}

static void
test_not_expressible (void)
{
  static const struct
  {
    const char *mac;
    const char *ipei;
    const char *named;
  } cases[] = {
    { NULL, NULL, "Corner" },
    { "00:08:5D:XX", NULL, "Corner" },
    { "00:08:5D:0A:0B:03", "0007701154843", "Wrong one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = new_site ();
      add_rfp (builder, "Corner", cases[i].mac, NULL, DECT_ROLE_NORMAL, 0);
      add_handset (builder, cases[i].ipei, "404", "Wrong one");
      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (GError) error = NULL;
      g_assert_null (dect_pbx_document_new (snapshot, NULL, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_EXPRESSIBLE);
      g_assert_nonnull (strstr (error->message, cases[i].named));

      g_autoptr (JsonNode) document
          = dect_pbx_document_new_full (snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, NULL);
      g_assert_nonnull (document);
      g_autoptr (GPtrArray) left_out
          = dect_pbx_document_list_left_out (snapshot, DECT_PBX_DOCUMENT_LEAVE_OUT);
      g_assert_cmpuint (left_out->len, ==, i < 2 ? 3 : 2);
    }
}

static void
test_no_master (void)
{
  for (guint pc = 0; pc < 2; pc++)
    {
      g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
      DectSiteInfo *info = dect_site_info_new ();
      g_autoptr (GError) error = NULL;
      info->omm_host = pc ? DECT_OMM_HOST_PC : DECT_OMM_HOST_RFP;
      dect_snapshot_builder_add (builder, DECT_RECORD (info));
      add_rfp (builder, "A", "00:08:5D:0A:0B:01", NULL, DECT_ROLE_NORMAL, 0);
      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
      g_assert_null (dect_pbx_document_new (snapshot, NULL, &error));
      gint code = pc ? DECT_PBX_ERROR_NOT_SUPPORTED : DECT_PBX_ERROR_NO_MASTER;
      g_assert_error (error, DECT_PBX_ERROR, code);
    }
}

/* Everything the contract knows, unknown members, foreign and missing sources, a whole layout. */
static const char full_document[]
    = "{'mac':'00085d0a0b01','name':'Plant North','firmware':'iprfp3G-7.1','targetIp':'10.1.2.46',"
      "'netmask':'255.255.255.0','username':'omm','source':'dectplan:2b0c','ommRelease':'7.1',"
      "'ommLayout':{'rfp':{'id':'mine','columns':[1,2]},'handset':'pp-12','spare':7},"
      "'accesspoints':[{'mac':'00085d0a0b01','name':'N','number':4,'targetIp':'10.1.2.46','"
      "firmware':'default',"
      "'master':true,'failover':false,'reflective':true,'model':'RFP45','dectOn':false,'"
      "preferredSync':true,"
      "'cluster':2,'pagingArea':0,'ommSite':1,'building':'A','floor':'1','room':'12',"
      "'wlan':{'profile':1,'antenna':0,'channel':6,'power':50,'on':true,'ssid':'x'},'source':'"
      "dectplan:2b0c',"
      "'vendor':{'deep':[1,{'x':null}]}},"
      "{'mac':'00085d0a0b02','name':'S','firmware':'iprfp3G-7.1','master':false,'failover':false,"
      "'reflective':false,'dectOn':true,'preferredSync':false,'floor':'1','source':'by hand'},"
      "{'mac':'00085d0a0b03','name':'W','firmware':'default','master':false,'failover':true,'"
      "reflective':false,"
      "'dectOn':true,'preferredSync':false,'building':'B'}],"
      "'handsets':[{'ipei':'000770115484*','name':'x'},"
      "{'ipei':'0007701154842','name':'N','number':'402','additionalId':'17','sipUser':'u402','"
      "model':'632d',"
      "'sosNumber':'110','mandownNumber':'112','locatable':true,'localization':false,'tracking':"
      "true,"
      "'location':'Office','source':'dectplan:2b0c','extra':'1'}],'zone':'eu'}";

static void
test_round_trip (void)
{
  g_autofree char *valid = g_strdup (full_document);
  /* 000770115484* is no right check character; the right one is 2. */
  g_autoptr (GError) error = NULL;
  char *star = strstr (valid, "000770115484*");
  memcpy (star, "0007701234565", 13);

  g_autoptr (JsonNode) document = test_document_parse (valid);
  g_autoptr (DectSnapshot) snapshot = dect_pbx_document_to_snapshot (document, &error);
  g_assert_no_error (error);
  g_autoptr (JsonNode) back = dect_pbx_document_new (snapshot, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_document_equal (document, back));

  g_autofree char *before = test_document_text (document);
  g_autofree char *after = test_document_text (back);
  g_assert_cmpstr (before, ==, after);

  const DectRfp *rfp = dect_snapshot_rfp (snapshot, 0);
  g_assert_cmpstr (rfp->mac, ==, "00:08:5D:0A:0B:01");
  g_assert_cmpstr (rfp->model, ==, "45");
  g_assert_cmpint (rfp->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (rfp->wlan_power, ==, 50);
  g_assert_cmpstr (dect_snapshot_find_building (
                       snapshot, dect_snapshot_find_floor (snapshot, rfp->floor)->building)
                       ->name,
                   ==, "A");
  g_assert_cmpstr (dect_snapshot_get_info (snapshot)->rfp_layout, ==, "mine");
  g_assert_cmpint (dect_snapshot_rfp (snapshot, 1)->cluster, ==, DECT_UNSET);
}

static void
test_site_round_trip (void)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (new_site ());
  g_autoptr (JsonNode) document = dect_pbx_document_new (snapshot, NULL, NULL);
  g_autoptr (DectSnapshot) copy = dect_pbx_document_to_snapshot (document, NULL);
  g_autoptr (JsonNode) back = dect_pbx_document_new (copy, NULL, NULL);

  g_assert_true (json_node_equal (document, back));
}

static void
test_secrets (void)
{
  g_autoptr (JsonNode) document
      = test_document_parse ("{'mac':'00085d0a0b01','password':'p','handsets':["
                             "{'ipei':'00077 0115484 2','ac':'12','sipPassword':'s'},"
                             "{'ipei':'0007701234565','ac':null},7]}");
  g_autoptr (DectSecrets) secrets = dect_pbx_document_get_secrets (document);
  g_autoptr (JsonNode) redacted = dect_pbx_document_redact (document);
  g_autofree char *text = test_document_text (redacted);

  g_assert_cmpstr (dect_secrets_get (secrets, "site", "omm-password"), ==, "p");
  g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", "ac"), ==, "12");
  g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", "sip-password"), ==, "s");
  g_assert_null (dect_secrets_get (secrets, "0007701234565", "ac"));
  g_assert_cmpstr (
      text, ==,
      "{\"mac\":\"00085d0a0b01\",\"firmware\":\"default\",\"passwordSet\":true,\"handsets\":["
      "{\"ipei\":\"0007701154842\",\"sipPasswordSet\":true,\"acSet\":true},{\"ipei\":"
      "\"0007701234565\"}]}");
}

static void
test_canonical (void)
{
  g_autoptr (JsonNode) document = test_document_parse (
      "{'zone':1,'netmask':'/24','mac':'00:08:5D:0A:0B:01','name':' x ','username':'','room':null,"
      "'accesspoints':[{'mac':'00-08-5d-0a-0b-02','model':'RFP 45 "
      "IP','cluster':null},{'mac':'00085D0A0B01'}],"
      "'handsets':[{'ipei':'00077 0115484 2'}]}");
  g_autofree char *text = test_document_text (document);

  g_assert_cmpstr (text, ==,
                   "{\"mac\":\"00085d0a0b01\",\"name\":\"x\",\"firmware\":\"default\",\"netmask\":"
                   "\"255.255.255.0\",\"accesspoints\":["
                   "{\"mac\":\"00085d0a0b01\",\"firmware\":\"default\",\"master\":false,"
                   "\"failover\":false,\"reflective\":false,"
                   "\"dectOn\":true,\"preferredSync\":false},"
                   "{\"mac\":\"00085d0a0b02\",\"firmware\":\"default\",\"master\":false,"
                   "\"failover\":false,\"reflective\":false,"
                   "\"model\":\"RFP45\",\"dectOn\":true,\"preferredSync\":false}],"
                   "\"handsets\":[{\"ipei\":\"0007701154842\"}],\"room\":null,\"zone\":1}");
}

#define AP1 "{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':true}"
#define GW "'mac':'00085d0a0b01','name':'P','targetIp':'10.1.2.46','netmask':'255.255.255.0'"

#define OWN_LAYOUT                                                                                 \
  "{'version':1,'id':'own','kind':'handset','title':'Own','releases':[],'charset':'utf-8',"        \
  "'instructions':[],'columns':[{'field':'ipei','form':'ipei','max_length':0,"                     \
  "'verified':false}]}"
#define TEN "0123456789"
#define LONG                                                                                       \
  TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN  \
      TEN TEN

static void
test_validate (void)
{
  static const struct
  {
    const char *document;
    const char *code;
    const char *path;
    gboolean warning;
  } cases[] = {
    { "[]", "wrong_type", "" },
    { "{}", "required", "/mac" },
    { "{" GW ",'accesspoints':[" AP1 "]}", NULL, NULL },
    { "{" GW ",'accesspoints':{}}", "wrong_type", "/accesspoints" },
    { "{" GW ",'accesspoints':[7]}", "wrong_type", "/accesspoints/0" },
    { "{" GW ",'accesspoints':[]}", "accesspoint_count", "/accesspoints" },
    { "{" GW "}", "accesspoint_count", "/accesspoints" },
    { "{" GW ",'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46'}]}",
      "no_master", "/accesspoints" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','master':true}]}",
      "two_masters", "/accesspoints/1/master" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','failover':true},"
      "{'mac':'00085d0a0b03','name':'T','failover':true}]}",
      "two_failovers", "/accesspoints/2/failover" },
    { "{" GW ",'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':"
      "true,'failover':true}]}",
      "failover_is_master", "/accesspoints/0/failover" },
    { "{" GW
      ",'accesspoints':[{'mac':'00085d0a0b09','name':'N','targetIp':'10.1.2.46','master':true}]}",
      "master_mac", "/accesspoints/0/mac" },
    { "{" GW
      ",'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.47','master':true}]}",
      "master_ip", "/accesspoints/0/targetIp" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00:08:5D:0A:0B:01','name':'S'}]}", "mac_duplicate",
      "/accesspoints/1/mac" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b','name':'S'}]}", "mac_invalid",
      "/accesspoints/1/mac" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00aabb0a0b02','name':'S'}]}", "mac_vendor",
      "/accesspoints/1/mac", TRUE },
    { "{" GW ",'accesspoints':[" AP1 ",{'name':'S'}]}", "required", "/accesspoints/1/mac" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02'}]}", "name_missing",
      "/accesspoints/1/name" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'a;b'}]}", "name_chars",
      "/accesspoints/1/name" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'a\\nb'}]}", "name_chars",
      "/accesspoints/1/name" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'"
      "0123456789012345678901234567890123456789012345678901234567890123x'}]}",
      "name_long", "/accesspoints/1/name" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','room':'#1'}]}",
      "text_chars", "/accesspoints/1/room" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.046'}]}",
      "ip_invalid", "/accesspoints/1/targetIp" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.46'}]}",
      "ip_duplicate", "/accesspoints/1/targetIp" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.3.46'}]}",
      "ip_outside_subnet", "/accesspoints/1/targetIp" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.255'}]}",
      "ip_reserved", "/accesspoints/1/targetIp" },
    { "{'mac':'00085d0a0b01','name':'P','targetIp':'10.1.2.46','netmask':'255.0.255.0','"
      "accesspoints':[" AP1 "]}",
      "netmask_invalid", "/netmask" },
    { "{" GW ",'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':"
      "true,'model':'RFP32'}]}",
      "host_model", "/accesspoints/0/model" },
    { "{" GW ",'ommRelease':'2.1','accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10."
      "1.2.46','master':true,"
      "'model':'RFP32'}]}",
      NULL, NULL },
    { "{" GW ",'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':"
      "true,'model':'RFP34'}]}",
      "host_model_34", "/accesspoints/0/model", TRUE },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','cluster':'2'}]}",
      "wrong_type", "/accesspoints/1/cluster" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','cluster':0}]}", "range",
      "/accesspoints/1/cluster" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','reflective':1}]}",
      "wrong_type", "/accesspoints/1/reflective" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','wlan':[]}]}", "wrong_type",
      "/accesspoints/1/wlan" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','wlan':{'power':200}}]}",
      "range", "/accesspoints/1/wlan/power" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','firmware':'none'}]}",
      "firmware_unknown", "/accesspoints/1/firmware" },
    { "{" GW ",'firmware':'iprfp3G-7.1','accesspoints':[" AP1 "]}", NULL, NULL },
    { "{" GW ",'ommLayout':{'rfp':'rfp-16','handset':'mine'},'accesspoints':[" AP1 "]}", NULL,
      NULL },
    { "{" GW ",'ommLayout':{'rfp':{'id':'x'}},'accesspoints':[" AP1 "]}", "layout_invalid",
      "/ommLayout/rfp" },
    { "{" GW ",'ommLayout':{'rfp':7},'accesspoints':[" AP1 "]}", "wrong_type", "/ommLayout/rfp" },
    /* A whole layout, of the other file. */
    { "{" GW ",'ommLayout':{'rfp':" OWN_LAYOUT "},'accesspoints':[" AP1 "]}", "layout_invalid",
      "/ommLayout/rfp" },
    { "{" GW ",'ommLayout':{'handset':" OWN_LAYOUT "},'accesspoints':[" AP1 "]}", NULL, NULL },
    /* What would end a line of the file, whatever its name. */
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','room':'a\\u2028b'}]}",
      "text_chars", "/accesspoints/1/room" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S\\u2029'}]}", "name_chars",
      "/accesspoints/1/name" },
    { "{" GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','room':'" LONG "'}]}",
      "text_long", "/accesspoints/1/room" },
    /* Old hardware may still carry an old OMM. */
    { "{" GW ",'ommRelease':'2.1','accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':"
      "'10.1.2.46','master':true,'model':'RFP32'}]}",
      NULL, NULL },
    { "{" GW ",'ommRelease':'new','accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':"
      "'10.1.2.46','master':true,'model':'RFP32'}]}",
      "host_model", "/accesspoints/0/model" },
    { "{" GW ",'accesspoints':[" AP1 "],'handsets':[{'ipei':'0007701154843'}]}", "ipei_invalid",
      "/handsets/0/ipei" },
    { "{" GW ",'accesspoints':[" AP1
      "],'handsets':[{'ipei':'0007701154842'},{'ipei':'00077 0115484 2'}]}",
      "ipei_duplicate", "/handsets/1/ipei" },
    { "{" GW ",'accesspoints':[" AP1 "],'handsets':[{'ipei':'0007701154842','ac':12}]}",
      "wrong_type", "/handsets/0/ac" },
    { "{" GW ",'accesspoints':[" AP1 "],'handsets':[{'name':'x'}]}", "required",
      "/handsets/0/ipei" },
    { "{" GW ",'accesspoints':[" AP1
      "],'handsets':[{'ipei':'0007701154842','unknown':[1]}],'other':7}",
      NULL, NULL },
  };
  static const char *const firmware[] = { "iprfp3G-7.1", NULL };
  const DectPbxLimits limits = { 254, 10000, firmware };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) document = test_document_parse (cases[i].document);
      GPtrArray *problems = NULL;
      gboolean found = FALSE;
      gboolean valid = dect_pbx_document_validate (document, &limits, &problems);
      for (guint k = 0; k < problems->len; k++)
        {
          const DectPbxProblem *problem = g_ptr_array_index (problems, k);
          g_test_message ("case %u: %s %s", i, problem->path, problem->code);
          found |= g_strcmp0 (problem->code, cases[i].code) == 0
                   && g_strcmp0 (problem->path, cases[i].path) == 0;
        }
      g_assert_true (valid == (cases[i].code == NULL || cases[i].warning));
      g_assert_true (found == (cases[i].code != NULL));
      g_ptr_array_unref (problems);
    }
}

static void
test_counts (void)
{
  static const guint counts[] = { 254, 255 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      GString *text = g_string_new ("{'mac':'00085d000000','name':'P','accesspoints':[");
      for (guint k = 0; k < counts[i]; k++)
        g_string_append_printf (text, "%s{'mac':'00085d%06x','name':'A%u','master':%s}",
                                k > 0 ? "," : "", k, k, k == 0 ? "true" : "false");
      g_string_append (text, "]}");
      g_autofree char *owned = g_string_free (text, FALSE);
      g_autoptr (JsonNode) document = test_document_parse (owned);
      g_assert_true (dect_pbx_document_validate (document, NULL, NULL) == (counts[i] == 254));
    }
}

static void
test_malformed (void)
{
  static const char *const documents[] = {
    "[]",
    "7",
    "{'name':7}",
    "{'accesspoints':{}}",
    "{'accesspoints':[1]}",
    "{'accesspoints':[{'name':[]}]}",
    "{'accesspoints':[{'cluster':'x'}]}",
    "{'accesspoints':[{'cluster':99999}]}",
    "{'accesspoints':[{'master':'yes'}]}",
    "{'accesspoints':[{'wlan':3}]}",
    "{'accesspoints':[{'building':3}]}",
    "{'accesspoints':[{'source':3}]}",
    "{'ommLayout':{'rfp':3}}",
    "{'ommLayout':[]}",
    "{'handsets':[{'locatable':'x'}]}",
    "{'handsets':[null]}",
    "{'handsets':[{'name':'a\\u0001b'}]}",
    "{'source':7}",
    "{'ommLayout':{'handset':3}}",
    "{'ommLayout':{'rfp':{'title':'no id'}}}",
    "{'accesspoints':[{'failover':'yes'}]}",
    "{'accesspoints':[{'floor':3}]}",
    "{'accesspoints':[{'wlan':{'channel':'x'}}]}",
    "{'handsets':[{'source':3}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (JsonNode) document = test_document_parse (documents[i]);
      g_autoptr (GError) error = NULL;
      g_test_message ("case %u", i);
      g_assert_null (dect_pbx_document_to_snapshot (document, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
    }
}

static void
test_records (void)
{
  g_autoptr (JsonNode) right = test_document_parse ("{'mac':'00:08:5d:0a:0b:01','name':'N'}");
  g_autoptr (JsonNode) wrong = test_document_parse ("{'mac':'x','name':7}");
  GPtrArray *problems = NULL;

  g_assert_true (dect_pbx_document_validate_record (right, DECT_PBX_KIND_ACCESSPOINT, NULL));
  g_assert_false (dect_pbx_document_validate_record (wrong, DECT_PBX_KIND_ACCESSPOINT, &problems));
  g_assert_cmpuint (problems->len, ==, 2);
  g_ptr_array_unref (problems);
  g_assert_false (dect_pbx_document_validate_record (right, DECT_PBX_KIND_HANDSET, NULL));
}

static void
test_plain_text (void)
{
  g_autofree char *text = dect_peer_plain_text (" a\n\tb\x01 <b>\xff ", 100);
  g_autofree char *cut = dect_peer_plain_text ("äöü", 2);
  g_autofree char *none = dect_peer_plain_text (NULL, 2);

  g_assert_cmpstr (text, ==, "a b <b>\357\277\275");
  g_assert_cmpstr (cut, ==, "äö");
  g_assert_cmpstr (none, ==, "");
}

/* However much is wrong, the list of it ends. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("{" GW ",'handsets':[7");
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, ",7");
  g_string_append (text, "]}");
  g_autoptr (JsonNode) document = test_document_parse (text->str);
  g_assert_false (dect_pbx_document_validate (document, NULL, &problems));
  g_assert_cmpuint (problems->len, >=, 100);
  g_assert_cmpuint (problems->len, <, 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/document/new", test_new);
  g_test_add_func ("/pbx/document/not-expressible", test_not_expressible);
  g_test_add_func ("/pbx/document/no-master", test_no_master);
  g_test_add_func ("/pbx/document/round-trip", test_round_trip);
  g_test_add_func ("/pbx/document/site-round-trip", test_site_round_trip);
  g_test_add_func ("/pbx/document/secrets", test_secrets);
  g_test_add_func ("/pbx/document/canonical", test_canonical);
  g_test_add_func ("/pbx/document/validate", test_validate);
  g_test_add_func ("/pbx/document/counts", test_counts);
  g_test_add_func ("/pbx/document/malformed", test_malformed);
  g_test_add_func ("/pbx/document/records", test_records);
  g_test_add_func ("/pbx/document/plain-text", test_plain_text);
  g_test_add_func ("/pbx/document/many-problems", test_many_problems);
  return g_test_run ();
}
