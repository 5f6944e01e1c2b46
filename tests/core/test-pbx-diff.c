/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-diff.h"
#include "pbx/dect-pbx-json.h"
#include "support/test-document.h"

#include <string.h>

/* "create accesspoint 00085d0a0b02 [...]" line by line. */
static char *
describe (const DectPbxDiff *diff)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < diff->changes->len; i++)
    {
      DectPbxChange *change = g_ptr_array_index (diff->changes, i);
      g_autofree char *fields = g_strjoinv (",", (char **) dect_pbx_change_get_fields (change));
      g_string_append_printf (text, "%s%s %s %s %s", i > 0 ? "\n" : "",
                              dect_pbx_op_id (dect_pbx_change_get_op (change)),
                              dect_pbx_kind_id (dect_pbx_change_get_kind (change)),
                              dect_pbx_change_get_key (change),
                              dect_pbx_change_get_op (change) == DECT_PBX_OP_UPDATE ? fields : "-");
    }
  return g_string_free (text, FALSE);
}

#define GW "{'mac':'00085d0a0b01','name':'P','source':'dectplan:1'"
#define AP1 "{'mac':'00085d0a0b01','name':'N','master':true,'source':'dectplan:1'}"
#define AP2 "{'mac':'00085d0a0b02','name':'S','source':'dectplan:1'}"
#define HS1 "{'ipei':'0007701154842','name':'Night','source':'dectplan:1'}"
#define BASE                                                                                       \
  GW ",'revision':17,'modified':'x','accesspoints':[" AP1 "," AP2 "],'handsets':[" HS1 "]}"

static void
test_cases (void)
{
  static const struct
  {
    const char *base;
    const char *target;
    DectPbxMode mode;
    guint keep;
    const char *changes;
  } cases[] = {
    /* The same again, in another spelling and order. */
    { BASE,
      GW ",'accesspoints':[{'mac':'00:08:5D:0A:0B:02','name':' "
         "S','reflective':false,'source':'dectplan:1'}," AP1 "],'handsets':[" HS1 "]}",
      0, 4, "" },
    /* New gateway. */
    { NULL, BASE, 0, 0,
      "create gateway 00085d0a0b01 -\ncreate accesspoint 00085d0a0b01 -\ncreate accesspoint "
      "00085d0a0b02 -\n"
      "create handset 0007701154842 -" },
    /* Members that differ, come and go. */
    { BASE,
      "{'mac':'00085d0a0b01','name':'Q','netmask':'/24','source':'dectplan:1','accesspoints':[" AP1
      ",{'mac':'00085d0a0b02','name':'S','reflective':true,'room':'2','source':'dectplan:1'}],'"
      "handsets':["
      "{'ipei':'0007701154842','source':'dectplan:1'}]}",
      0, 1,
      "update gateway 00085d0a0b01 name,netmask\nupdate accesspoint 00085d0a0b02 reflective,room\n"
      "update handset 0007701154842 name" },
    /* What the target does not name stays... */
    { BASE, GW ",'accesspoints':[" AP1 "],'handsets':[]}", DECT_PBX_MODE_CREATE_UPDATE, 4, "" },
    /* ...or goes, when it is ours. */
    { BASE, GW ",'accesspoints':[" AP1 "],'handsets':[]}", DECT_PBX_MODE_CREATE_UPDATE_REMOVE, 2,
      "remove accesspoint 00085d0a0b02 -\nremove handset 0007701154842 -" },
    { GW ",'accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S','source':'dectplan:2'},"
         "{'mac':'00085d0a0b03','name':'by hand'}]}",
      GW ",'accesspoints':[" AP1 "],'handsets':[]}", DECT_PBX_MODE_CREATE_UPDATE_REMOVE, 4, "" },
    /* A list that the target does not have is not touched. */
    { BASE, GW ",'accesspoints':[" AP1 "," AP2 "]}", DECT_PBX_MODE_CREATE_UPDATE_REMOVE, 4, "" },
    /* A target without a source removes nothing, and takes ours away from the gateway. */
    { BASE, "{'mac':'00085d0a0b01','name':'P','accesspoints':[]}",
      DECT_PBX_MODE_CREATE_UPDATE_REMOVE, 3, "update gateway 00085d0a0b01 source" },
    /* The server's own members are no changes. */
    { BASE,
      GW ",'revision':99,'passwordSet':true,'accesspoints':[" AP1 "," AP2 "],'handsets':[" HS1 "]}",
      0, 4, "" },
    /* Unknown members: kept when not stated, changed when stated, cleared by null. */
    { GW ",'x':1,'y':2,'z':3,'wlan':9}", GW ",'y':5,'z':null,'new':[]}", 0, 0,
      "update gateway 00085d0a0b01 y,z,new" },
    /* Nested objects: known members are stated whole, unknown ones stay. */
    { GW ",'accesspoints':[{'mac':'00085d0a0b01','wlan':{'power':50,'on':true,'ssid':'x'}}]}",
      GW ",'accesspoints':[{'mac':'00085d0a0b01','wlan':{'power':50,'on':true}}]}", 0, 2, "" },
    { GW ",'accesspoints':[{'mac':'00085d0a0b01','wlan':{'power':50,'on':true}}]}",
      GW ",'accesspoints':[{'mac':'00085d0a0b01'}]}", 0, 1,
      "update accesspoint 00085d0a0b01 wlan" },
    /* Another planner's record that we name becomes ours. */
    { GW ",'handsets':[{'ipei':'0007701154842','name':'Night','source':'dectplan:2'}]}",
      GW ",'handsets':[" HS1 "]}", 0, 1, "update handset 0007701154842 source" },
    /* Secrets. */
    { GW ",'password':'a'}", GW ",'password':'a'}", 0, 1, "" },
    { GW ",'password':'a'}", GW "}", 0, 1, "" },
    { GW ",'password':'a'}", GW ",'password':'b'}", 0, 0, "update gateway 00085d0a0b01 password" },
    { GW ",'password':'a'}", GW ",'password':null}", 0, 0, "update gateway 00085d0a0b01 password" },
    { GW "}", GW ",'password':null}", 0, 1, "" },
    { GW ",'passwordSet':true}", GW ",'password':null}", 0, 0,
      "update gateway 00085d0a0b01 password" },
    { GW ",'passwordSet':true}", GW ",'password':'a'}", 0, 0,
      "update gateway 00085d0a0b01 password" },
    { GW ",'passwordSet':true}", GW "}", 0, 1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) base
          = cases[i].base != NULL ? test_document_parse (cases[i].base) : NULL;
      g_autoptr (JsonNode) target = test_document_parse (cases[i].target);
      g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (base, target, cases[i].mode);
      g_autofree char *changes = describe (diff);
      g_test_message ("case %u", i);
      g_assert_cmpstr (changes, ==, cases[i].changes);
      g_assert_cmpuint (diff->n_keep, ==, cases[i].keep);
      g_assert_cmpuint (diff->n_create + diff->n_update + diff->n_remove, ==, diff->changes->len);
      g_assert_true (dect_pbx_diff_is_empty (diff) == (*cases[i].changes == '\0'));
      g_assert_cmpuint (diff->warnings->len > 0, ==, diff->n_remove > 0);

      /* The goal is reached after one step. */
      g_autoptr (DectPbxDiff) again = dect_pbx_diff_new (diff->merged, target, cases[i].mode);
      if (strstr (cases[i].target, "'password':'a'") == NULL || cases[i].base == NULL
          || strstr (cases[i].base, "passwordSet") == NULL)
        g_assert_true (dect_pbx_diff_is_empty (again));
      g_assert_true (dect_pbx_document_equal (again->merged, diff->merged));
    }
}

static void
test_merged (void)
{
  g_autoptr (JsonNode) base = test_document_parse (
      GW ",'revision':17,'x':1,'password':'a','accesspoints':[" AP1 ",{'mac':'00085d0a0b09',"
         "'name':'by hand','y':2}],'handsets':[{'ipei':'0007701154842','ac':'1','pin':'9'}]}");
  g_autoptr (JsonNode) target
      = test_document_parse (GW ",'revision':99,'accesspoints':[" AP2 "," AP1 "],'handsets':["
                                "{'ipei':'0007701154842','ac':null,'name':'n'}]}");
  g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (base, target, DECT_PBX_MODE_CREATE_UPDATE);
  g_autofree char *text = test_document_text (diff->merged);

  g_assert_cmpstr (
      text, ==,
      "{\"mac\":\"00085d0a0b01\",\"revision\":17,\"name\":\"P\",\"firmware\":\"default\","
      "\"password\":\"a\","
      "\"source\":\"dectplan:1\",\"accesspoints\":["
      "{\"mac\":\"00085d0a0b01\",\"name\":\"N\",\"firmware\":\"default\",\"master\":true,"
      "\"failover\":false,"
      "\"reflective\":false,\"dectOn\":true,\"preferredSync\":false,\"source\":\"dectplan:1\"},"
      "{\"mac\":\"00085d0a0b02\",\"name\":\"S\",\"firmware\":\"default\",\"master\":false,"
      "\"failover\":false,"
      "\"reflective\":false,\"dectOn\":true,\"preferredSync\":false,\"source\":\"dectplan:1\"},"
      "{\"mac\":\"00085d0a0b09\",\"name\":\"by "
      "hand\",\"firmware\":\"default\",\"master\":false,\"failover\":false,"
      "\"reflective\":false,\"dectOn\":true,\"preferredSync\":false,\"y\":2}],"
      "\"handsets\":[{\"ipei\":\"0007701154842\",\"name\":\"n\",\"pin\":\"9\"}],\"x\":1}");
}

static void
test_json (void)
{
  g_autoptr (JsonNode) base = test_document_parse (BASE);
  g_autoptr (JsonNode) target = test_document_parse (
      GW ",'password':'very secret','accesspoints':[" AP1
         ",{'mac':'00085d0a0b02','name':'S','reflective':true,'source':'dectplan:1'}],"
         "'handsets':[{'ipei':'0007701234565','ac':'4711','source':'dectplan:1'}]}");
  g_autoptr (DectPbxDiff) diff
      = dect_pbx_diff_new (base, target, DECT_PBX_MODE_CREATE_UPDATE_REMOVE);
  g_autoptr (JsonNode) answer = dect_pbx_diff_to_json (diff, TRUE, "\"r17\"", "\"r17\"");
  g_autofree char *text = json_to_string (answer, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (
      text, ==,
      "{\"response\":\"sync "
      "simulated\",\"dryrun\":true,\"baseEtag\":\"\\\"r17\\\"\",\"etag\":\"\\\"r17\\\"\","
      "\"summary\":{\"create\":1,\"update\":2,\"remove\":1,\"keep\":1},\"changes\":["
      "{\"op\":\"update\",\"kind\":\"gateway\",\"key\":\"00085d0a0b01\",\"name\":\"P\",\"fields\":["
      "\"password\"],"
      "\"before\":{},\"after\":{\"password\":\"changed\"}},"
      "{\"op\":\"update\",\"kind\":\"accesspoint\",\"key\":\"00085d0a0b02\",\"name\":\"S\","
      "\"fields\":[\"reflective\"],"
      "\"before\":{\"reflective\":false},\"after\":{\"reflective\":true}},"
      "{\"op\":\"create\",\"kind\":\"handset\",\"key\":\"0007701234565\",\"after\":{\"ipei\":"
      "\"0007701234565\","
      "\"ac\":\"changed\",\"source\":\"dectplan:1\"}},"
      "{\"op\":\"remove\",\"kind\":\"handset\",\"key\":\"0007701154842\",\"name\":\"Night\","
      "\"before\":{"
      "\"ipei\":\"0007701154842\",\"name\":\"Night\",\"source\":\"dectplan:1\"}}],"
      "\"warnings\":[{\"path\":\"/handsets\",\"code\":\"omm_manual_delete\",\"message\":\"The "
      "import files only add: what is "
      "removed at the PBX must be deleted in the OMM by hand.\"}],\"jobs\":[]}");

  g_autoptr (DectPbxDiff) back = dect_pbx_diff_new_from_json (answer, &error);
  g_assert_no_error (error);
  g_autofree char *before = describe (diff);
  g_autofree char *after = describe (back);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (back->n_keep, ==, 1);
  g_assert_cmpuint (back->warnings->len, ==, 1);
  g_assert_null (back->merged);
  g_assert_false (dect_pbx_diff_is_empty_but_secrets (diff));
}

static void
test_words (void)
{
  g_autoptr (JsonNode) base = test_document_parse (BASE);
  g_autoptr (JsonNode) target = test_document_parse (
      GW ",'password':'s','accesspoints':[" AP1 ",{'mac':'00085d0a0b02','name':'S',"
         "'reflective':true,'room':'2','source':'dectplan:1'}]}");
  g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (base, target, DECT_PBX_MODE_CREATE_UPDATE);
  DectPbxChange *change = g_ptr_array_index (diff->changes, 1);
  g_autofree char *action = NULL, *title = NULL, *key = NULL, *details = NULL;
  g_autofree char *summary = dect_pbx_diff_dup_summary (diff);

  g_object_get (change, "action", &action, "title", &title, "key", &key, "details", &details, NULL);
  g_assert_cmpstr (action, ==, "Change");
  g_assert_cmpstr (title, ==, "Base station S");
  g_assert_cmpstr (key, ==, "00:08:5D:0A:0B:02");
  g_assert_cmpstr (details, ==, "Reflective environment: no → yes, Room: – → 2");
  g_assert_cmpstr (summary, ==, "0 new, 2 changed, 0 removed, 2 unchanged");
}

static void
test_secrets_only (void)
{
  g_autoptr (JsonNode) base = test_document_parse (GW ",'passwordSet':true}");
  g_autoptr (JsonNode) target = test_document_parse (GW ",'password':'a'}");
  g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (base, target, DECT_PBX_MODE_CREATE_UPDATE);

  g_assert_false (dect_pbx_diff_is_empty (diff));
  g_assert_true (dect_pbx_diff_is_empty_but_secrets (diff));
}

static void
test_answer_malformed (void)
{
  static const char *const answers[] = {
    "[]",
    "{}",
    "{'changes':{}}",
    "{'changes':[],'summary':7}",
    "{'changes':[],'summary':{'create':-1}}",
    "{'changes':[7],'summary':{'create':0,'update':0,'remove':0,'keep':0}}",
    "{'changes':[{'op':'burn','kind':'handset','key':'1'}],'summary':{'create':0,'update':0,'"
    "remove':0,'keep':0}}",
    "{'changes':[{'op':'update','kind':'handset','key':'1'}],'summary':{'create':0,'update':0,'"
    "remove':0,'keep':0}}",
    "{'changes':[{'op':'create','kind':'x','key':'1'}],'summary':{'create':0,'update':0,'remove':0,"
    "'keep':0}}",
    "{'changes':[{'op':'create','kind':'handset','key':1}],'summary':{'create':0,'update':0,'"
    "remove':0,'keep':0}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (JsonNode) answer = test_document_parse (answers[i]);
      g_autoptr (GError) error = NULL;
      g_assert_null (dect_pbx_diff_new_from_json (answer, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
    }
}

static void
test_modes (void)
{
  DectPbxMode mode;

  g_assert_true (dect_pbx_mode_from_id ("create_update_remove", &mode));
  g_assert_cmpint (mode, ==, DECT_PBX_MODE_CREATE_UPDATE_REMOVE);
  g_assert_cmpstr (dect_pbx_mode_id (DECT_PBX_MODE_CREATE_UPDATE), ==, "create_update");
  g_assert_false (dect_pbx_mode_from_id ("all", &mode));
  g_assert_false (dect_pbx_mode_from_id (NULL, &mode));
}

/* What a change says to a person. */
static void
test_details (void)
{
  static const struct
  {
    const char *base;
    const char *target;
    DectPbxMode mode;
    const char *title;
    const char *key;
    const char *details; /* a part of it */
  } cases[] = {
    { NULL, GW ",'accesspoints':[]}", 0, "Gateway P", "00:08:5D:0A:0B:01", "Name: P" },
    { GW ",'accesspoints':[]}", GW ",'accesspoints':[" AP2 "]}", 0, "Base station S",
      "00:08:5D:0A:0B:02", "Name: S" },
    { GW ",'handsets':[{'ipei':'0007701154842','source':'dectplan:1'}]}",
      GW ",'handsets':[{'ipei':'0007701154842','additionalId':'7','source':'dectplan:1'}]}", 0,
      "Handset 00077 0115484 2", "00077 0115484 2", "– → 7" },
    { GW ",'handsets':[{'ipei':'0007701154842','additionalId':'7','source':'dectplan:1'}]}",
      GW ",'handsets':[{'ipei':'0007701154842','source':'dectplan:1'}]}", 0,
      "Handset 00077 0115484 2", "00077 0115484 2", "7 → –" },
    { GW ",'handsets':[" HS1 "]}", GW ",'handsets':[]}", DECT_PBX_MODE_CREATE_UPDATE_REMOVE,
      "Handset Night", "00077 0115484 2", "Name: Night" },
    { GW ",'accesspoints':[" AP2 "]}",
      GW ",'accesspoints':[{'mac':'00085d0a0b02','name':'S','source':'dectplan:1','failover':true,"
         "'tariff':null}]}",
      0, "Base station S", "00:08:5D:0A:0B:02", "Failover: no → yes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) base
          = cases[i].base != NULL ? test_document_parse (cases[i].base) : NULL;
      g_autoptr (JsonNode) target = test_document_parse (cases[i].target);
      g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (base, target, cases[i].mode);
      DectPbxChange *change = g_ptr_array_index (diff->changes, 0);
      g_autofree char *title = dect_pbx_change_dup_title (change);
      g_autofree char *key = dect_pbx_change_dup_key_text (change);
      g_autofree char *details = dect_pbx_change_dup_details (change);

      g_test_message ("case %u: %s, %s: %s", i, title, key, details);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_nonnull (strstr (details, cases[i].details));
    }
}

/* Rows that are no records are passed over, whoever sends them. */
static void
test_garbage (void)
{
  g_autoptr (JsonNode) base
      = test_document_parse (GW ",'accesspoints':[7," AP1 ",'x',null," AP2 "],'handsets':{}}");
  g_autoptr (JsonNode) target
      = test_document_parse (GW ",'accesspoints':[null,[]," AP1 "],'handsets':[false," HS1 "]}");
  g_autoptr (DectPbxDiff) diff
      = dect_pbx_diff_new (base, target, DECT_PBX_MODE_CREATE_UPDATE_REMOVE);
  g_autofree char *text = describe (diff);

  g_assert_cmpstr (text, ==, "create handset 0007701154842 -\nremove accesspoint 00085d0a0b02 -");
  g_assert_cmpuint (diff->n_keep, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/diff/cases", test_cases);
  g_test_add_func ("/pbx/diff/merged", test_merged);
  g_test_add_func ("/pbx/diff/json", test_json);
  g_test_add_func ("/pbx/diff/words", test_words);
  g_test_add_func ("/pbx/diff/secrets-only", test_secrets_only);
  g_test_add_func ("/pbx/diff/answer-malformed", test_answer_malformed);
  g_test_add_func ("/pbx/diff/modes", test_modes);
  g_test_add_func ("/pbx/diff/details", test_details);
  g_test_add_func ("/pbx/diff/garbage", test_garbage);
  return g_test_run ();
}
