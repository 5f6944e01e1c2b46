/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-adopt.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-merge.h"
#include "support/test-document.h"
#include "support/test-site.h"

#include <string.h>

static void
assert_same (JsonNode *a, JsonNode *b)
{
  g_autoptr (JsonNode) first = dect_pbx_document_redact (a);
  g_autoptr (JsonNode) second = dect_pbx_document_redact (b);
  g_autofree char *text = test_document_text (first);
  g_autofree char *other = test_document_text (second);

  g_assert_cmpstr (text, ==, other);
}

/* "field: base | mine | theirs" line by line; "key" of whole records. */
static char *
describe (const DectPbxMerge *merge)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      DectPbxConflict *conflict = g_ptr_array_index (merge->conflicts, i);
      g_autofree char *base = NULL, *mine = NULL, *theirs = NULL;
      g_object_get (conflict, "base", &base, "mine", &mine, "theirs", &theirs, NULL);
      g_string_append_printf (
          text, "%s%s %s: %s | %s | %s", i > 0 ? "\n" : "", dect_pbx_conflict_get_key (conflict),
          dect_pbx_conflict_get_field (conflict) != NULL ? dect_pbx_conflict_get_field (conflict)
                                                         : "*",
          base, mine, theirs);
    }
  return g_string_free (text, FALSE);
}

#define GW(more) "{'mac':'00085d0a0b01','name':'P','source':'dectplan:1'" more "}"
#define LISTS(aps, handsets) ",'accesspoints':[" aps "],'handsets':[" handsets "]"
#define AP1 "{'mac':'00085d0a0b01','name':'N','master':true}"
#define HS(more) "{'ipei':'0007701154842'" more "}"

static void
test_cases (void)
{
  static const struct
  {
    const char *base;
    const char *mine;
    const char *theirs;
    const char *conflicts;
    const char *merged; /* everything decided for theirs */
  } cases[] = {
    /* Members of one record that both changed, each another one. */
    { GW (LISTS (AP1, HS (",'name':'A','number':'1'"))),
      GW (LISTS (AP1, HS (",'name':'B','number':'1'"))),
      GW (LISTS (AP1, HS (",'name':'A','number':'2'"))), "",
      GW (LISTS (AP1, HS (",'name':'B','number':'2'"))) },
    /* The same one, alike and differently. */
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, HS (",'name':'B'"))),
      GW (LISTS (AP1, HS (",'name':'B'"))), "", GW (LISTS (AP1, HS (",'name':'B'"))) },
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, HS (",'name':'B'"))),
      GW (LISTS (AP1, HS (",'name':'C'"))), "0007701154842 name: A | B | C",
      GW (LISTS (AP1, HS (",'name':'C'"))) },
    /* One clears what the other changes. */
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, HS (""))),
      GW (LISTS (AP1, HS (",'name':'C'"))), "0007701154842 name: A |  | C",
      GW (LISTS (AP1, HS (",'name':'C'"))) },
    /* A record is removed: untouched it goes, changed it must be decided. */
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, "")),
      GW (LISTS (AP1, HS (",'name':'A'"))), "", GW (LISTS (AP1, "")) },
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, "")),
      GW (LISTS (AP1, HS (",'name':'C'"))), "0007701154842 *: there | removed | there",
      GW (LISTS (AP1, HS (",'name':'C'"))) },
    { GW (LISTS (AP1, HS (",'name':'A'"))), GW (LISTS (AP1, HS (",'name':'B'"))),
      GW (LISTS (AP1, "")), "0007701154842 *: there | there | removed", GW (LISTS (AP1, "")) },
    /* New on one side, or on both and not the same. */
    { GW (LISTS (AP1, "")), GW (LISTS (AP1, "")), GW (LISTS (AP1, HS (",'name':'C'"))), "",
      GW (LISTS (AP1, HS (",'name':'C'"))) },
    { GW (LISTS (AP1, "")), GW (LISTS (AP1, HS (",'name':'B','number':'1'"))),
      GW (LISTS (AP1, HS (",'name':'C'"))), "0007701154842 name:  | B | C",
      GW (LISTS (AP1, HS (",'name':'C','number':'1'"))) },
    /* Nested members one by one, unknown ones as a whole; what only one side tells of them stays.
     */
    { GW (",'ommLayout':{'rfp':'a','handset':'a'},'x':1" LISTS (AP1, "")),
      GW (",'ommLayout':{'rfp':'b','handset':'a'},'x':1" LISTS (AP1, "")),
      GW (",'ommLayout':{'rfp':'a','handset':'c'},'x':{'y':2}" LISTS (AP1, "")), "",
      GW (",'ommLayout':{'rfp':'b','handset':'c'},'x':{'y':2}" LISTS (AP1, "")) },
    { GW (",'x':1" LISTS (AP1, "")), GW (LISTS (AP1, "")), GW (",'x':1" LISTS (AP1, "")), "",
      GW (",'x':1" LISTS (AP1, "")) },
    { GW (",'x':1" LISTS (AP1, "")), GW (",'x':2" LISTS (AP1, "")), GW (LISTS (AP1, "")), "",
      GW (",'x':2" LISTS (AP1, "")) },
    /* Secrets: only whether there is one, and a side that does not tell has not changed it. */
    { GW (LISTS (AP1, HS (",'acSet':true"))), GW (LISTS (AP1, HS (",'ac':'1234'"))),
      GW (LISTS (AP1, HS (",'acSet':true"))), "", GW (LISTS (AP1, HS (",'acSet':true"))) },
    { GW (LISTS (AP1, HS (",'acSet':true"))), GW (LISTS (AP1, HS (""))),
      GW (LISTS (AP1, HS (",'acSet':true"))), "", GW (LISTS (AP1, HS (",'acSet':true"))) },
    /* The server's own members are nobody's change. */
    { GW (",'revision':1" LISTS (AP1, "")), GW (LISTS (AP1, "")),
      GW (",'revision':9,'modified':'x'" LISTS (AP1, "")), "", GW (LISTS (AP1, "")) },
    /* Without a base everything that differs is asked, and what only one has is kept. */
    { NULL, GW (LISTS (AP1, HS (",'name':'B'"))), GW (LISTS (AP1, HS (",'name':'C','number':'2'"))),
      "0007701154842 name:  | B | C", GW (LISTS (AP1, HS (",'name':'C','number':'2'"))) },
    { NULL, GW (LISTS (AP1, HS (""))), GW (LISTS (AP1, "")), "", GW (LISTS (AP1, HS (""))) },
    /* The gateway itself is gone. */
    { GW (LISTS (AP1, "")), GW (LISTS (AP1, HS (""))), NULL,
      "00085d0a0b01 *: there | there | removed", GW (LISTS (AP1, HS (""))) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) base
          = cases[i].base != NULL ? test_document_parse (cases[i].base) : NULL;
      g_autoptr (JsonNode) mine = test_document_parse (cases[i].mine);
      g_autoptr (JsonNode) theirs
          = cases[i].theirs != NULL ? test_document_parse (cases[i].theirs) : NULL;
      g_autoptr (JsonNode) expected = test_document_parse (cases[i].merged);
      g_autoptr (DectPbxMerge) merge = dect_pbx_merge_new (base, mine, theirs);
      g_autofree char *conflicts = describe (merge);

      g_test_message ("case %u", i);
      g_assert_cmpstr (conflicts, ==, cases[i].conflicts);
      g_assert_true (dect_pbx_merge_is_settled (merge) == (merge->conflicts->len == 0));
      dect_pbx_merge_choose_all (merge, DECT_PBX_CHOICE_THEIRS);
      g_assert_true (dect_pbx_merge_is_settled (merge));
      g_autoptr (JsonNode) merged = dect_pbx_merge_dup_document (merge);
      assert_same (merged, expected);
    }
}

/* --- Properties ---------------------------------------------------------------------------------
 */

static void
maybe_text (GRand *rand, JsonObject *object, const char *name, guint n)
{
  static const char *const texts[] = { "a", "b", "c" };
  guint i = g_rand_int_range (rand, 0, n + 1);

  if (i < n)
    json_object_set_string_member (object, name, texts[i]);
}

/* Members that the contract knows; of a gateway, a base station, a handset. */
static JsonObject *
random_record (GRand *rand, DectPbxKind kind, const char *key)
{
  static const char *const keys[] = { "mac", "mac", "ipei" };
  static const char *const texts[] = { "username", "room", "number" };
  static const char *const bools[] = { NULL, "reflective", "locatable" };
  static const char *const flags[] = { "passwordSet", NULL, "acSet" };
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, keys[kind], key);
  maybe_text (rand, record, "name", 3);
  maybe_text (rand, record, texts[kind], 2);
  if (bools[kind] != NULL && g_rand_boolean (rand))
    json_object_set_boolean_member (record, bools[kind], g_rand_boolean (rand));
  if (flags[kind] != NULL)
    json_object_set_boolean_member (record, flags[kind], g_rand_boolean (rand));
  /* Always there: a side that says nothing of an unknown member has not changed it. */
  json_object_set_int_member (record, "unknown", g_rand_int_range (rand, 0, 3));
  return record;
}

static JsonNode *
random_document (GRand *rand)
{
  JsonObject *document = random_record (rand, DECT_PBX_KIND_GATEWAY, "00085d0a0b01");
  JsonArray *aps = json_array_new (), *handsets = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *mac = g_strdup_printf ("00085d0a0b%02x", i);
      g_autofree char *ipei = g_strdup_printf ("000770115484%u", i);
      if (g_rand_int_range (rand, 0, 4) > 0)
        json_array_add_object_element (aps, random_record (rand, DECT_PBX_KIND_ACCESSPOINT, mac));
      if (g_rand_int_range (rand, 0, 4) > 0)
        json_array_add_object_element (handsets, random_record (rand, DECT_PBX_KIND_HANDSET, ipei));
    }
  json_object_set_array_member (document, "accesspoints", aps);
  json_object_set_array_member (document, "handsets", handsets);
  json_node_take_object (node, document);
  return node;
}

static JsonNode *
merged (JsonNode *base, JsonNode *mine, JsonNode *theirs, DectPbxChoice choice, guint *n_conflicts)
{
  g_autoptr (DectPbxMerge) merge = dect_pbx_merge_new (base, mine, theirs);

  if (n_conflicts != NULL)
    *n_conflicts = merge->conflicts->len;
  dect_pbx_merge_choose_all (merge, choice);
  return dect_pbx_merge_dup_document (merge);
}

static void
test_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_all = 0;

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (JsonNode) base = random_document (rand);
      g_autoptr (JsonNode) x = random_document (rand);
      g_autoptr (JsonNode) y = random_document (rand);
      guint n_conflicts, n_mirrored;

      g_autoptr (JsonNode) mine_only = merged (base, x, base, DECT_PBX_CHOICE_THEIRS, &n_conflicts);
      g_assert_cmpuint (n_conflicts, ==, 0);
      assert_same (mine_only, x);
      g_autoptr (JsonNode) theirs_only = merged (base, base, x, DECT_PBX_CHOICE_MINE, &n_conflicts);
      g_assert_cmpuint (n_conflicts, ==, 0);
      assert_same (theirs_only, x);
      g_autoptr (JsonNode) alike = merged (base, x, x, DECT_PBX_CHOICE_MINE, &n_conflicts);
      g_assert_cmpuint (n_conflicts, ==, 0);
      assert_same (alike, x);

      /* Exchanging the sides exchanges the choices. */
      g_autoptr (JsonNode) one = merged (base, x, y, DECT_PBX_CHOICE_MINE, &n_conflicts);
      g_autoptr (JsonNode) other = merged (base, y, x, DECT_PBX_CHOICE_THEIRS, &n_mirrored);
      g_assert_cmpuint (n_conflicts, ==, n_mirrored);
      assert_same (one, other);
      n_all += n_conflicts;

      /* Merging what was merged changes nothing any more. */
      g_autoptr (JsonNode) again = merged (y, one, y, DECT_PBX_CHOICE_THEIRS, &n_conflicts);
      g_assert_cmpuint (n_conflicts, ==, 0);
      assert_same (again, one);
    }
  g_assert_cmpuint (n_all, >, 1000);
}

/* Whatever one side has under a name that the contract does not know is in what comes of it. */
static void
test_unknown (void)
{
  static const char *const documents[]
      = { GW (LISTS (AP1, "")), GW (",'x':{'deep':[1,2]}" LISTS (AP1, "")),
          GW (",'x':{'deep':[1,2]}" LISTS (AP1, HS (",'y':'z'"))) };

  for (guint b = 0; b < G_N_ELEMENTS (documents); b++)
    for (guint m = 0; m < G_N_ELEMENTS (documents); m++)
      for (guint t = 0; t < G_N_ELEMENTS (documents); t++)
        {
          g_autoptr (JsonNode) base = test_document_parse (documents[b]);
          g_autoptr (JsonNode) mine = test_document_parse (documents[m]);
          g_autoptr (JsonNode) theirs = test_document_parse (documents[t]);
          g_autoptr (JsonNode) result = merged (base, mine, theirs, DECT_PBX_CHOICE_MINE, NULL);
          JsonObject *object = json_node_get_object (result);
          if (m > 0 || t > 0)
            g_assert_true (json_object_has_member (object, "x"));
        }
}

/* --- Back into the plan -------------------------------------------------------------------------
 */

static DectSite *
new_site (void)
{
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();

  info->name = g_strdup ("Plant");
  info->uuid = g_strdup ("1");
  info->netmask = g_strdup ("255.255.255.0");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=Hall");
  g_autofree char *ground = g_strdup_printf ("name=Ground|building=#%u|level=0", building);
  g_autofree char *upper = g_strdup_printf ("name=Upper|building=#%u|level=1", building);
  guint32 floor = test_site_add (builder, DECT_KIND_FLOOR, ground);
  test_site_add (builder, DECT_KIND_FLOOR, upper);
  g_autofree char *first = g_strdup_printf (
      "name=N|mac=00:08:5D:0A:0B:01|role=master|target_ip=10.1.2.46|floor=#%u|x_m=3|y_m=4", floor);
  test_site_add (builder, DECT_KIND_RFP, first);
  test_site_add (builder, DECT_KIND_RFP, "name=S|mac=00:08:5D:0A:0B:02|wlan_channel=6");
  test_site_add (builder, DECT_KIND_RFP, "name=No MAC yet");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115484 2|name=Night|number=401");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115485 3|name=Day");
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  return dect_site_new_from_snapshot (snapshot);
}

static JsonNode *
document_of (DectSite *site)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GError) error = NULL;
  JsonNode *document
      = dect_pbx_document_new_full (snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, &error);

  g_assert_no_error (error);
  return document;
}

static JsonNode *
replaced (JsonNode *document, const char *old, const char *new)
{
  g_autofree char *text = test_document_text (document);
  GString *changed = g_string_new (text);

  if (g_string_replace (changed, old, new, 0) == 0)
    g_error ("%s is not in %s", old, text);
  JsonNode *node = dect_pbx_json_parse (changed->str, changed->len, NULL);
  g_string_free (changed, TRUE);
  g_assert_nonnull (node);
  return node;
}

static DectPbxAdoption *
adopt (DectSite *site, JsonNode *wanted)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GError) error = NULL;
  DectPbxAdoption *adoption = dect_pbx_adoption_new (snapshot, wanted, &error);

  g_assert_no_error (error);
  dect_pbx_adopt (site, adoption);
  return adoption;
}

/* What is taken over makes the plan's document the wanted one, and is undone as one step. */
static void
test_adopt (void)
{
  static const struct
  {
    const char *old;
    const char *new;
  } cases[] = {
    { "\"name\":\"S\"", "\"name\":\"South\"" },
    { "\"name\":\"Plant\"", "\"name\":\"Gateway 7\"" },
    { "\"netmask\":\"255.255.255.0\"", "\"netmask\":\"255.255.254.0\"" },
    { "\"channel\":6", "\"channel\":11" },
    { "\"mac\":\"00085d0a0b02\",\"name\":\"S\"",
      "\"mac\":\"00085d0a0b02\",\"name\":\"S\",\"targetIp\":\"10.1.2.47\"" },
    { "\"number\":\"401\"", "\"number\":\"499\"" },
    { "\"name\":\"Night\",", "" },
    { "\"floor\":\"Ground\"", "\"floor\":\"Upper\"" },
    { "{\"ipei\":\"0007701154853\",\"name\":\"Day\",\"source\":\"dectplan:1\"}",
      "{\"ipei\":\"0007701154853\",\"name\":\"Day\",\"source\":\"dectplan:1\"},"
      "{\"ipei\":\"0007701154864\",\"name\":\"New\",\"source\":\"dectplan:1\"}" },
    { ",{\"ipei\":\"0007701154853\",\"name\":\"Day\",\"source\":\"dectplan:1\"}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = new_site ();
      g_autoptr (JsonNode) before = document_of (site);
      g_autoptr (JsonNode) wanted = replaced (before, cases[i].old, cases[i].new);
      g_autoptr (DectPbxAdoption) adoption = adopt (site, wanted);
      g_autoptr (JsonNode) after = document_of (site);

      g_test_message ("case %u: %s", i, cases[i].new);
      assert_same (after, wanted);
      g_assert_cmpuint (adoption->left->len, ==, 0);
      /* What the document does not hold is left alone. */
      g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, 3);
      dect_history_undo (dect_site_get_history (site));
      g_assert_false (dect_history_can_undo (dect_site_get_history (site)));
      g_autoptr (JsonNode) undone = document_of (site);
      assert_same (undone, before);
    }
}

static void
test_adopt_not (void)
{
  g_autoptr (DectSite) site = new_site ();
  g_autoptr (JsonNode) before = document_of (site);
  /* A floor that the plan does not have, a record of somebody else, a secret, and what only the PBX
   * knows. */
  g_autoptr (JsonNode) floor = replaced (before, "\"floor\":\"Ground\"", "\"floor\":\"Roof\"");
  g_autoptr (JsonNode) other = replaced (floor, "\"handsets\":[",
                                         "\"handsets\":[{\"ipei\":\"0007701154864\",\"source\":"
                                         "\"by hand\"},");
  g_autoptr (JsonNode) secret
      = replaced (other, "\"name\":\"Night\"", "\"name\":\"Night\",\"acSet\":true,\"tariff\":7");
  g_autoptr (DectPbxAdoption) adoption = adopt (site, secret);
  g_autoptr (JsonNode) after = document_of (site);

  assert_same (after, before);
  g_assert_false (dect_history_can_undo (dect_site_get_history (site)));
  g_assert_cmpuint (adoption->left->len, ==, 1);
  g_assert_cmpstr (((DectPbxProblem *) g_ptr_array_index (adoption->left, 0))->path, ==,
                   "/accesspoints/0/floor");

  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (JsonNode) wrong = replaced (before, "\"name\":\"Night\"", "\"name\":7");
  g_autoptr (GError) error = NULL;
  g_assert_null (dect_pbx_adoption_new (snapshot, wrong, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
}

/* A role that was given at the PBX. */
static void
test_adopt_roles (void)
{
  g_autoptr (DectSite) site = new_site ();
  g_autoptr (JsonNode) before = document_of (site);
  g_autoptr (JsonNode) wanted = replaced (
      before, "\"name\":\"S\",\"firmware\":\"default\",\"master\":false,\"failover\":false",
      "\"name\":\"S\",\"firmware\":\"default\",\"master\":false,\"failover\":true");
  g_autoptr (DectPbxAdoption) adoption = adopt (site, wanted);
  g_autoptr (JsonNode) after = document_of (site);

  assert_same (after, wanted);
  g_assert_cmpuint (adoption->records->len, ==, 1);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_conflict_object (void)
{
  g_autoptr (JsonNode) base
      = test_document_parse (GW (LISTS ("{'mac':'00085d0a0b01','name':'N','master':true,"
                                        "'wlan':{'channel':1}}",
                                        HS (",'acSet':true"))));
  g_autoptr (JsonNode) mine
      = test_document_parse (GW (LISTS ("{'mac':'00085d0a0b01','name':'N','master':true,"
                                        "'wlan':{'channel':6}}",
                                        HS (",'acSet':true"))));
  g_autoptr (JsonNode) theirs
      = test_document_parse (GW (LISTS ("{'mac':'00085d0a0b01','name':'N','master':true,"
                                        "'wlan':{'channel':11}}",
                                        HS (",'acSet':true"))));
  g_autoptr (DectPbxMerge) merge = dect_pbx_merge_new (base, mine, theirs);
  g_autofree char *title = NULL, *label = NULL, *text = NULL;
  guint n_notified = 0;

  g_assert_cmpuint (merge->conflicts->len, ==, 1);
  DectPbxConflict *conflict = g_ptr_array_index (merge->conflicts, 0);
  g_object_get (conflict, "title", &title, "label", &label, "theirs", &text, NULL);
  g_assert_cmpstr (title, ==, "Base station N");
  g_assert_cmpstr (label, ==, "WLAN channel");
  g_assert_cmpstr (text, ==, "11");
  g_assert_cmpstr (dect_pbx_conflict_get_field (conflict), ==, "wlan/channel");

  g_signal_connect (conflict, "notify::choice", G_CALLBACK (count_cb), &n_notified);
  g_object_set (conflict, "choice", DECT_PBX_CHOICE_THEIRS, NULL);
  g_object_set (conflict, "choice", DECT_PBX_CHOICE_THEIRS, NULL);
  g_assert_cmpuint (n_notified, ==, 1);

  g_autoptr (DectPbxDiff) taken = dect_pbx_merge_dup_taken (merge);
  g_assert_cmpuint (taken->n_update, ==, 1);
  g_assert_cmpuint (taken->n_remove, ==, 0);
}

/* What a conflict is about, in words. */
static void
test_conflict_labels (void)
{
  static const struct
  {
    const char *base; /* members of the base station, the same place in all three */
    const char *mine;
    const char *theirs;
    const char *label;
    const char *mine_text;
  } cases[] = {
    { ",'name':'A'", ",'name':'B'", ",'name':'C'", "Name", "B" },
    { ",'reflective':false", ",'reflective':true", "", NULL, NULL }, /* theirs is the default */
    { ",'building':'A'", ",'building':'B'", ",'building':'C'", "Building", "B" },
    { ",'x':{'a':1}", ",'x':{'a':2}", ",'x':{'a':3}", "x", "{\"a\":2}" },
    { ",'x':1", ",'x':2", ",'x':null", "x", "2" },
    { ",'wlan':{'channel':1,'odd':1}", ",'wlan':{'channel':1,'odd':2}",
      ",'wlan':{'channel':1,'odd':3}", "WLAN: odd", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const members[] = { cases[i].base, cases[i].mine, cases[i].theirs };
      JsonNode *documents[3];
      g_autofree char *label = NULL, *mine = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (documents); k++)
        {
          g_autofree char *text = g_strdup_printf (
              GW (LISTS ("{'mac':'00085d0a0b01','master':true%s}", "")), members[k]);

          documents[k] = test_document_parse (text);
        }
      g_autoptr (DectPbxMerge) merge
          = dect_pbx_merge_new (documents[0], documents[1], documents[2]);

      g_test_message ("case %u", i);
      g_assert_cmpuint (merge->conflicts->len, ==, cases[i].label != NULL);
      if (cases[i].label != NULL)
        {
          g_object_get (g_ptr_array_index (merge->conflicts, 0), "label", &label, "mine", &mine,
                        NULL);
          g_assert_cmpstr (label, ==, cases[i].label);
          g_assert_cmpstr (mine, ==, cases[i].mine_text);
        }
      for (guint k = 0; k < G_N_ELEMENTS (documents); k++)
        json_node_unref (documents[k]);
    }

  /* A secret by its own name, and a record as a whole. */
  g_autoptr (JsonNode) base = test_document_parse (GW (LISTS (AP1, HS (",'name':'A'"))));
  g_autoptr (JsonNode) mine = test_document_parse (GW (LISTS (AP1, "")));
  g_autoptr (JsonNode) theirs = test_document_parse (GW (LISTS (AP1, HS (",'name':'C'"))));
  g_autoptr (DectPbxMerge) removed = dect_pbx_merge_new (base, mine, theirs);
  g_autofree char *whole = NULL;

  g_object_get (g_ptr_array_index (removed->conflicts, 0), "label", &whole, NULL);
  g_assert_cmpstr (whole, ==, "Whole record");
}

/* The name of a building decides between floors of one name; a new base station comes with its
 * floor, what has no place is told with its own, and rows that are no records are passed over. */
static void
test_adopt_places (void)
{
  g_autoptr (DectSite) site = new_site ();
  g_autoptr (JsonNode) before = document_of (site);
  g_autoptr (JsonNode) added = replaced (
      before, "\"accesspoints\":[",
      "\"accesspoints\":[{\"mac\":\"00085d0a0b09\",\"name\":\"New\",\"building\":\"Hall\","
      "\"floor\":\"Upper\","
      "\"source\":\"dectplan:1\"},");
  g_autoptr (JsonNode) elsewhere
      = replaced (before, "\"building\":\"Hall\"", "\"building\":\"Nowhere\"");
  g_autoptr (DectPbxAdoption) adoption = NULL;
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectPbxAdoption) none = dect_pbx_adoption_new (snapshot, elsewhere, NULL);
  g_autoptr (JsonNode) garbage = replaced (before, "\"handsets\":[", "\"handsets\":[7,");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (none->records->len, ==, 0);
  g_assert_cmpuint (none->left->len, >=, 1);
  g_assert_nonnull (strstr (((DectPbxProblem *) g_ptr_array_index (none->left, 0))->message,
                            "the plan has no place for"));

  adoption = adopt (site, added);
  g_assert_cmpuint (adoption->records->len, ==, 1);
  const DectRfp *rfp = (const DectRfp *) g_ptr_array_index (adoption->records, 0);
  g_assert_cmpstr (rfp->mac, ==, "00:08:5D:0A:0B:09");
  g_assert_cmpuint (rfp->floor, !=, 0);

  g_autoptr (DectPbxAdoption) same = dect_pbx_adoption_new (snapshot, garbage, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->records->len + same->removed->len + same->left->len, ==, 0);
}

/* Members of the gateway that are no plain copies, and a member of the PBX's own that the plan took
 * along before. */
static void
test_adopt_special (void)
{
  static const struct
  {
    const char *old;
    const char *new;
  } cases[] = {
    { "\"master\":true,\"failover\":false", "\"master\":false,\"failover\":false" },
    { "\"username\":\"omm\"", "\"username\":\"admin\"" },
    { "\"tariff\":1", "\"tariff\":2" },
    { "\"mac\":\"00085d0a0b01\",\"name\":\"Plant\"",
      "\"mac\":\"00085d0a0b01\",\"name\":\"Plant\",\"ommLayout\":{\"rfp\":\"rfp-16\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = new_site ();
      DectHistory *history = dect_site_get_history (site);
      DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (site));
      g_autoptr (DectSnapshot) first = dect_site_snapshot (site);
      DectRecord *handset = dect_record_copy (DECT_RECORD (dect_snapshot_handset (first, 0)));

      dect_set_str (&info->omm_user, "omm");
      handset->extra = g_strdup ("{\"pbx\":{\"tariff\":1}}");
      dect_history_begin (history, "prepare", NULL);
      dect_history_put (history, DECT_RECORD (info));
      dect_history_put (history, handset);
      dect_history_commit (history);

      g_autoptr (JsonNode) before = document_of (site);
      g_autoptr (JsonNode) wanted = replaced (before, cases[i].old, cases[i].new);
      g_autoptr (DectPbxAdoption) adoption = adopt (site, wanted);

      g_test_message ("case %u: %s", i, cases[i].new);
      g_assert_cmpuint (adoption->records->len, ==, 1);
      g_assert_cmpuint (adoption->left->len, ==, 0);
      if (i > 0)
        {
          g_autoptr (JsonNode) after = document_of (site);

          assert_same (after, wanted);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/merge/cases", test_cases);
  g_test_add_func ("/pbx/merge/properties", test_properties);
  g_test_add_func ("/pbx/merge/unknown", test_unknown);
  g_test_add_func ("/pbx/merge/conflict-object", test_conflict_object);
  g_test_add_func ("/pbx/merge/adopt", test_adopt);
  g_test_add_func ("/pbx/merge/adopt-not", test_adopt_not);
  g_test_add_func ("/pbx/merge/adopt-roles", test_adopt_roles);
  g_test_add_func ("/pbx/merge/conflict-labels", test_conflict_labels);
  g_test_add_func ("/pbx/merge/adopt-places", test_adopt_places);
  g_test_add_func ("/pbx/merge/adopt-special", test_adopt_special);
  return g_test_run ();
}
