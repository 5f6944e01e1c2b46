/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-adopt.h"
#include "pbx/dect-pbx-journal.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-merge.h"
#include "store/dect-store.h"
#include "support/embedded-pbx.h"
#include "support/test-site.h"

#include <glib/gstdio.h>
#include <string.h>

#define GATEWAY "00085d0a0b01"
#define SECRET "omm!Secret1"

static void
set_up (EmbeddedPbx *pbx, gconstpointer data)
{
  embedded_pbx_start (pbx);
}

static void
tear_down (EmbeddedPbx *pbx, gconstpointer data)
{
  embedded_pbx_stop (pbx);
}

static DectSite *
new_site (void)
{
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();

  info->name = g_strdup ("Plant");
  info->uuid = g_strdup ("1");
  info->netmask = g_strdup ("255.255.255.0");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  test_site_add (builder, DECT_KIND_RFP,
                 "name=N|mac=00:08:5D:0A:0B:01|role=master|target_ip=10.1.2.46");
  test_site_add (builder, DECT_KIND_RFP, "name=S|mac=00:08:5D:0A:0B:02|target_ip=10.1.2.47");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115484 2|name=Night|number=401");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115485 3|name=Day");
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  return dect_site_new_from_snapshot (snapshot);
}

static JsonNode *
document_of (DectSite *site)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GError) error = NULL;

  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, SECRET);
  JsonNode *document = dect_pbx_document_new (snapshot, secrets, &error);
  g_assert_no_error (error);
  return document;
}

/* What the window and the command line do: push from what the journal says, and note it there. */
static DectPbxPushResult *
push (DectSite *site, DectPbxClient *client, const char *base, GError **error)
{
  DectLog *log = dect_site_get_log (site);
  g_autoptr (JsonNode) document = document_of (site);
  const char *key = dect_pbx_json_get_string (json_node_get_object (document), "mac");
  g_autofree char *gateway = dect_pbx_journal_dup_gateway (log, client);
  g_autofree char *last = dect_pbx_journal_dup_base (log, client, gateway != NULL ? gateway : key);
  DectPbxPushOptions options
      = { .base_etag = base != NULL ? base : last, .gateway = gateway, .remove = TRUE };
  g_autoptr (GError) why = NULL;
  DectPbxPushResult *result = dect_pbx_client_push_sync (client, document, &options, NULL, &why);

  if (result != NULL)
    dect_pbx_journal_add_push (log, client, key, result);
  else
    dect_pbx_journal_add_failure (log, client, key, &options, why);
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return result;
}

static void
set_field (DectSite *site, DectKind kind, guint index, const char *pairs)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, kind), index);
  DectRecord *copy = dect_record_copy (dect_item_get_record (item));

  test_record_set (copy, pairs);
  dect_history_put_one (dect_site_get_history (site), copy, "Change", NULL);
}

static void
assert_document (DectSite *site, EmbeddedPbx *pbx, const char *gateway)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) there
      = dect_pbx_client_get_document_sync (pbx->client, gateway, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (JsonNode) known
      = dect_pbx_journal_dup_document (dect_site_get_log (site), pbx->client, gateway);

  g_assert_nonnull (known);
  g_assert_true (dect_pbx_document_equal (there, known));
}

/* What the journal knows is what the PBX has, push after push; nothing secret is in it; a saved
 * site still knows it. */
static void
test_known (EmbeddedPbx *pbx, gconstpointer data)
{
  g_autoptr (DectSite) site = new_site ();
  DectLog *log = dect_site_get_log (site);
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "site.handover", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_journal_dup_document (log, pbx->client, GATEWAY));
  g_assert_null (dect_pbx_journal_dup_gateway (log, pbx->client));
  g_autoptr (DectPbxPushResult) first = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  assert_document (site, pbx, GATEWAY);
  set_field (site, DECT_KIND_RFP, 1, "name=South|reflective=yes");
  set_field (site, DECT_KIND_HANDSET, 0, "number=499");
  g_autoptr (DectPbxPushResult) second = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  assert_document (site, pbx, GATEWAY);
  dect_history_begin (dect_site_get_history (site), "Remove", NULL);
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, DECT_KIND_HANDSET), 1);
  dect_history_remove (dect_site_get_history (site), dect_item_get_id (item));
  dect_history_commit (dect_site_get_history (site));
  g_autoptr (DectPbxPushResult) third = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (third->diff->n_remove, ==, 1);
  assert_document (site, pbx, GATEWAY);
  /* Once more: nothing to do, nothing to note. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 3);
  g_autoptr (DectPbxPushResult) fourth = push (site, pbx->client, NULL, &error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 3);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DectLogItem) entry = g_list_model_get_item (G_LIST_MODEL (log), i);
      const char *details = dect_log_entry_get_details (dect_log_item_get_entry (entry));
      g_assert_null (strstr (details, SECRET));
      g_assert_null (strstr (details, EMBEDDED_PBX_PASSWORD));
      /* A small change is a small entry. */
      g_assert_true (i == 0 || strstr (details, "\"whole\"") == NULL);
    }

  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_assert_true (dect_store_save (snapshot, file, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (DectSnapshot) read = dect_store_load (file, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (DectSite) again = dect_site_new_from_snapshot (read);
  assert_document (again, pbx, GATEWAY);
  g_remove (path);
  g_remove (folder);
}

/* Two plans of the same site meet at the PBX: what one side changed is kept, what both did is
 * decided, and both end alike. */
static void
test_merge (EmbeddedPbx *pbx, gconstpointer data)
{
  g_autoptr (DectSite) mine = new_site ();
  g_autoptr (DectSite) other = new_site ();
  g_autoptr (GError) error = NULL;

  g_autoptr (DectPbxPushResult) first = push (mine, pbx->client, NULL, &error);
  g_autoptr (DectPbxPushResult) same = push (other, pbx->client, NULL, &error);
  g_assert_no_error (error);
  set_field (other, DECT_KIND_RFP, 1, "name=Theirs|target_ip=10.1.2.99");
  set_field (other, DECT_KIND_HANDSET, 1, "name=Early");
  g_autoptr (DectPbxPushResult) theirs_pushed = push (other, pbx->client, NULL, &error);
  g_assert_no_error (error);

  set_field (mine, DECT_KIND_RFP, 1, "name=Mine|reflective=yes");
  g_assert_null (push (mine, pbx->client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_clear_error (&error);

  g_autofree char *etag = NULL;
  g_autoptr (JsonNode) theirs
      = dect_pbx_client_get_document_sync (pbx->client, GATEWAY, &etag, NULL, &error);
  g_autoptr (JsonNode) base
      = dect_pbx_journal_dup_document (dect_site_get_log (mine), pbx->client, GATEWAY);
  g_autoptr (JsonNode) own = document_of (mine);
  g_autoptr (DectPbxMerge) merge = dect_pbx_merge_new (base, own, theirs);
  g_assert_cmpuint (merge->conflicts->len, ==, 1);
  g_assert_cmpstr (dect_pbx_conflict_get_field (g_ptr_array_index (merge->conflicts, 0)), ==,
                   "name");
  dect_pbx_merge_choose_all (merge, DECT_PBX_CHOICE_THEIRS);
  g_autoptr (JsonNode) merged = dect_pbx_merge_dup_document (merge);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (mine);
  g_autoptr (DectPbxAdoption) adoption = dect_pbx_adoption_new (snapshot, merged, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_adopt (mine, adoption));
  g_autoptr (DectPbxPushResult) result = push (mine, pbx->client, etag, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->diff->n_update, ==, 1);

  g_autoptr (DectSnapshot) after = dect_site_snapshot (mine);
  g_assert_cmpstr (dect_snapshot_rfp (after, 1)->name, ==, "Theirs");
  g_assert_cmpstr (dect_snapshot_rfp (after, 1)->target_ip, ==, "10.1.2.99");
  g_assert_true (dect_snapshot_rfp (after, 1)->reflective);
  g_assert_cmpstr (dect_snapshot_handset (after, 1)->name, ==, "Early");
  assert_document (mine, pbx, GATEWAY);
}

/* A swapped master: the gateway at the PBX goes on under its new key, seen in the difference first.
 */
static void
test_rekey (EmbeddedPbx *pbx, gconstpointer data)
{
  static const char new_gateway[] = "00085d0a0baa";
  g_autoptr (DectSite) site = new_site ();
  DectLog *log = dect_site_get_log (site);
  g_autoptr (GError) error = NULL;

  g_autoptr (DectPbxPushResult) first = push (site, pbx->client, NULL, &error);
  set_field (site, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:AA");
  g_autoptr (JsonNode) document = document_of (site);
  DectPbxPushOptions look = { .dry_run = TRUE, .gateway = GATEWAY };
  g_autoptr (DectPbxPushResult) preview
      = dect_pbx_client_push_sync (pbx->client, document, &look, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->diff->n_create + preview->diff->n_remove, ==, 0);
  g_assert_cmpuint (preview->diff->n_update, ==, 1);
  DectPbxChange *change = g_ptr_array_index (preview->diff->changes, 0);
  g_assert_cmpint (dect_pbx_change_get_kind (change), ==, DECT_PBX_KIND_GATEWAY);
  g_assert_cmpstr (dect_pbx_change_get_fields (change)[0], ==, "mac");
  g_assert_cmpstr (preview->rekeyed_from, ==, GATEWAY);
  g_assert_cmpstr (preview->base_etag, ==, first->etag);

  /* Something else changes along with it. */
  set_field (site, DECT_KIND_RFP, 1, "name=South");
  g_autoptr (DectPbxPushResult) done = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (done->rekeyed_from, ==, GATEWAY);
  g_assert_cmpstr (done->base_etag, ==, first->etag);
  g_assert_cmpuint (done->diff->n_update, ==, 2);
  assert_document (site, pbx, new_gateway);
  g_assert_null (dect_pbx_client_get_document_sync (pbx->client, GATEWAY, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_autofree char *gateway = dect_pbx_journal_dup_gateway (log, pbx->client);
  g_assert_cmpstr (gateway, ==, new_gateway);
  g_autoptr (DectPbxPushResult) again = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_diff_is_empty (again->diff));
  g_assert_null (again->rekeyed_from);

  /* Somebody else was there since: not even the key is changed. */
  g_autoptr (DectSite) stranger = new_site ();
  set_field (stranger, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:AA");
  set_field (stranger, DECT_KIND_HANDSET, 0, "name=Else");
  g_autoptr (DectPbxPushResult) between = push (stranger, pbx->client, NULL, &error);
  g_assert_no_error (error);
  set_field (site, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:BB");
  g_assert_null (push (site, pbx->client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_clear_error (&error);

  /* A base station that is in the gateway already cannot be its key. */
  g_autoptr (DectSite) swapped = new_site ();
  set_field (swapped, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:02");
  set_field (swapped, DECT_KIND_RFP, 1, "mac=00:08:5D:0A:0B:AA");
  g_autoptr (JsonNode) other = document_of (swapped);
  DectPbxPushOptions options = { .gateway = new_gateway };
  g_assert_null (dect_pbx_client_push_sync (pbx->client, other, &options, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_IN_USE);
}

/* Every push that came as far as the PBX is there to be read. */
static void
test_list (EmbeddedPbx *pbx, gconstpointer data)
{
  g_autoptr (DectSite) site = new_site ();
  DectLog *log = dect_site_get_log (site);
  g_autoptr (GError) error = NULL;
  DectPbxPushOptions look = { .dry_run = TRUE };

  g_autoptr (DectPbxPushResult) first = push (site, pbx->client, NULL, &error);
  /* Not even let in: no push. */
  g_autoptr (DectPbxClient) stranger = embedded_pbx_new_client (pbx, "wrong", "");
  g_autoptr (DectSite) fresh = new_site ();
  g_assert_null (push (fresh, stranger, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (dect_site_get_log (fresh))), ==, 0);
  set_field (site, DECT_KIND_RFP, 1, "name=South");
  g_assert_null (push (site, pbx->client, "\"r99\"", &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_assert_false (dect_pbx_journal_add_failure (log, pbx->client, GATEWAY, &look, error));

  /* A failure is no new base. */
  g_autofree char *base = dect_pbx_journal_dup_base (log, pbx->client, GATEWAY);
  g_assert_cmpstr (base, ==, first->etag);
  assert_document (site, pbx, GATEWAY);

  g_autoptr (GListModel) list = dect_pbx_journal_list (log);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      static const char *const summaries[] = { "", "5 new, 0 changed, 0 removed" };
      static const char *const revisions[] = { "r99 → –", "– → r1" };
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      g_autofree char *summary = NULL, *revision = NULL, *gateway = NULL, *details = NULL;
      gboolean success;
      g_object_get (item, "summary", &summary, "revisions", &revision, "gateway", &gateway,
                    "details", &details, "success", &success, NULL);
      g_assert_cmpstr (summary, ==, summaries[i]);
      g_assert_cmpstr (revision, ==, revisions[i]);
      g_assert_cmpstr (gateway, ==, "00:08:5D:0A:0B:01");
      g_assert_true (success == (i == 1));
      g_assert_true ((*details == '\0') == success);
    }

  g_autoptr (JsonNode) json = dect_pbx_journal_to_json (log);
  JsonArray *array = json_node_get_array (json);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  JsonObject *pushed = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (pushed, "result"), ==, "done");
  g_assert_false (json_object_has_member (pushed, "known"));
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (array, 1), "result"), ==,
      "conflict");
}

/* What stands in a file is not trusted: no base rather than a wrong one. */
static void
test_hostile (EmbeddedPbx *pbx, gconstpointer data)
{
  static const char *const known[] = {
    "{}",
    "7",
    "{\"whole\":true}",
    "{\"whole\":true,\"gateway\":[]}",
    "{\"gateway\":{\"mac\":\"00085d0a0b01\"}}",
    "{\"gone\":{}}",
    "{\"accesspoints\":[7]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (DectSite) site = new_site ();
      DectLog *log = dect_site_get_log (site);
      g_autofree char *details = g_strdup_printf (
          "{\"url\":\"%s\",\"gateway\":\"" GATEWAY "\",\"etag\":\"\\\"r1\\\"\",\"known\":%s}",
          dect_pbx_client_get_profile (pbx->client)->base_url, known[i]);
      dect_log_append (log, "push", details);
      g_assert_null (dect_pbx_journal_dup_document (log, pbx->client, GATEWAY));
    }
}

/* A reason is kept as it was said, and no member stands where none was given. */
static void
test_accepted (EmbeddedPbx *pbx, gconstpointer data)
{
  static const char *const accepted[]
      = { "mac-missing= it comes = on “Monday” ", "name-missing", "ip-missing= ", NULL };
  static const char *const wanted[]
      = { "{\"rules\":[\"mac-missing\"],\"reason\":\"it comes = on “Monday”\"}",
          "{\"rules\":[\"name-missing\"]}", "{\"rules\":[\"ip-missing\"]}" };
  g_autoptr (DectSite) site = new_site ();
  DectLog *log = dect_site_get_log (site);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (log));

  g_assert_false (dect_pbx_journal_add_accepted (log, NULL));
  g_assert_true (dect_pbx_journal_add_accepted (log, accepted));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, n + 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), n + i);

      g_assert_cmpstr (dect_log_entry_get_event (dect_log_item_get_entry (item)), ==, "accept");
      g_assert_cmpstr (dect_log_entry_get_details (dect_log_item_get_entry (item)), ==, wanted[i]);
    }
}

/* Every push in words, whatever the entry holds: it comes from a file. */
static void
test_words (EmbeddedPbx *pbx, gconstpointer data)
{
  static const struct
  {
    const char *event;
    const char *details;
    const char *result;
    const char *summary;
    const char *revisions;
    const char *gateway;
  } cases[] = {
    { "push",
      "{\"result\":\"done\",\"create\":3,\"update\":2,\"gateway\":\"00085d0a0b01\","
      "\"base\":\"\\\"r1\\\"\",\"etag\":\"\\\"r2\\\"\"}",
      "Done", "3 new, 2 changed, 0 removed", "r1 → r2", "00:08:5D:0A:0B:01" },
    { "push", "{\"result\":\"recovered\",\"base\":\"h1\",\"etag\":\"\\\"\"}",
      "Done, the answer was lost on the way", "0 new, 0 changed, 0 removed", "h1 → \"", "" },
    { "push", "{}", "Done", "0 new, 0 changed, 0 removed", "– → –", "" },
    { "push", "7", "Done", "0 new, 0 changed, 0 removed", "– → –", "" },
    { "push-failed", "{\"result\":\"conflict\",\"gateway\":\"a line\"}",
      "Stopped: somebody else changed the PBX", "", "– → –", "a line" },
    { "push-failed", "{\"result\":\"partial\"}", "Stopped in the middle", "", "– → –", "" },
    { "push-failed", "{\"result\":\"uncertain\"}", "Not known", "", "– → –", "" },
    { "push-failed", "{\"result\":\"cancelled\"}", "Cancelled", "", "– → –", "" },
    { "push-failed", "{\"result\":\"refused\"}", "Nothing was changed", "", "– → –", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = new_site ();
      DectLog *log = dect_site_get_log (site);
      g_autofree char *result = NULL, *summary = NULL, *revisions = NULL, *gateway = NULL;
      g_autofree char *date = NULL, *profile = NULL;

      dect_log_append (log, "saved", "{}");
      dect_log_append (log, cases[i].event, cases[i].details);
      g_autoptr (GListModel) list = dect_pbx_journal_list (log);
      g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
      g_autoptr (GObject) item = g_list_model_get_item (list, 0);
      g_object_get (item, "result", &result, "summary", &summary, "revisions", &revisions,
                    "gateway", &gateway, "date", &date, "profile", &profile, NULL);
      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpstr (summary, ==, cases[i].summary);
      g_assert_cmpstr (revisions, ==, cases[i].revisions);
      g_assert_cmpstr (gateway, ==, cases[i].gateway);
      g_assert_cmpstr (date, !=, "");
      g_assert_cmpstr (profile, ==, "");

      g_autoptr (JsonNode) json = dect_pbx_journal_to_json (log);
      JsonObject *entry = json_array_get_object_element (json_node_get_array (json), 0);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (json)), ==, 1);
      g_assert_cmpstr (json_object_get_string_member (entry, "event"), ==, cases[i].event);
      g_assert_true (json_object_has_member (entry, "time"));
    }
}

/* What the journal calls a push that did not come to its end, and that it notes how it was meant.
 */
static void
test_failures (EmbeddedPbx *pbx, gconstpointer data)
{
  const struct
  {
    GQuark domain;
    gint code;
    const DectPbxPushOptions *options;
    const char *result;
    const char *mode;
  } cases[] = {
    { DECT_PBX_ERROR, DECT_PBX_ERROR_PARTIAL, NULL, "partial", "create_update" },
    { DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN, &(DectPbxPushOptions){ .remove = TRUE },
      "uncertain", "create_update_remove" },
    { DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID, &(DectPbxPushOptions){ .base_etag = "\"r1\"" },
      "refused", "create_update" },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL, "cancelled", "create_update" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, NULL, "refused", "create_update" },
  };
  g_autoptr (DectSite) site = new_site ();
  DectLog *log = dect_site_get_log (site);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxPushResult) first = push (site, pbx->client, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) why = g_error_new_literal (cases[i].domain, cases[i].code, "why");

      g_assert_true (
          dect_pbx_journal_add_failure (log, pbx->client, GATEWAY, cases[i].options, why));
      DectLogEntry *entry = dect_log_last (log, "push-failed");
      g_autofree char *result = dect_log_entry_dup_detail (entry, "result");
      g_autofree char *mode = dect_log_entry_dup_detail (entry, "mode");
      g_autofree char *base = dect_log_entry_dup_detail (entry, "base");
      g_autofree char *message = dect_log_entry_dup_detail (entry, "message");
      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpstr (mode, ==, cases[i].mode);
      g_assert_true ((base != NULL && *base != '\0') == (i == 2));
      g_assert_cmpstr (message, ==, "why");
    }
}

/* Another master where the PBX has no such action, and where another gateway has its address. */
static void
test_rekey_refused (EmbeddedPbx *pbx, gconstpointer data)
{
  g_autoptr (DectSite) site = new_site ();
  g_autoptr (DectSite) other = new_site ();
  g_autoptr (GError) error = NULL;
  DectPbxPushOptions options = { .gateway = GATEWAY };

  g_autoptr (DectPbxPushResult) first = push (site, pbx->client, NULL, &error);
  g_assert_no_error (error);
  set_field (site, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:AA");
  g_autoptr (JsonNode) document = document_of (site);
  {
    g_autoptr (DectPbxClient) plain = embedded_pbx_new_client (
        pbx, EMBEDDED_PBX_PASSWORD, "[features]\nsync=items\napply=none\n[paths]\naction=\n");
    g_assert_null (dect_pbx_client_push_sync (plain, document, &options, NULL, &error));
  }
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "another master"));
  g_clear_error (&error);

  set_field (other, DECT_KIND_RFP, 0, "mac=00:08:5D:0A:0B:AA|target_ip=10.9.9.1");
  set_field (other, DECT_KIND_RFP, 1, "mac=00:08:5D:0A:0B:AB|target_ip=");
  while (g_list_model_get_n_items (dect_site_list (other, DECT_KIND_HANDSET)) > 0)
    {
      g_autoptr (DectItem) item
          = g_list_model_get_item (dect_site_list (other, DECT_KIND_HANDSET), 0);
      DectHistory *history = dect_site_get_history (other);

      dect_history_begin (history, "remove", NULL);
      dect_history_remove (history, dect_item_get_record (item)->id);
      dect_history_commit (history);
    }
  g_autoptr (JsonNode) theirs = document_of (other);
  g_autoptr (DectPbxPushResult) second
      = dect_pbx_client_push_sync (pbx->client, theirs, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (dect_pbx_client_push_sync (pbx->client, document, &options, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_IN_USE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/pbx/journal/" path, EmbeddedPbx, NULL, set_up, function, tear_down)
  ADD ("known", test_known);
  ADD ("merge", test_merge);
  ADD ("rekey", test_rekey);
  ADD ("list", test_list);
  ADD ("hostile", test_hostile);
  ADD ("accepted", test_accepted);
  ADD ("words", test_words);
  ADD ("failures", test_failures);
  ADD ("rekey-refused", test_rekey_refused);
  return g_test_run ();
}
