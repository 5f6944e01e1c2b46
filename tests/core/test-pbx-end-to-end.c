/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-data.h"
#include "model/dect-ipei.h"
#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-json.h"
#include "support/embedded-pbx.h"

#include <glib/gstdio.h>
#include <string.h>

/* Planner and embedded PBX, both as they ship, over a real connection. */

#define GATEWAY "00085d0a0b01"
#define N_RFPS 6
#define N_HANDSETS 9

typedef EmbeddedPbx Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  embedded_pbx_start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  embedded_pbx_stop (fixture);
}

static void
add_rfps (DectSnapshotBuilder *builder, guint32 floor)
{
  for (guint i = 0; i < N_RFPS; i++)
    {
      DectRfp *rfp = dect_rfp_new ();
      rfp->name = g_strdup_printf ("Gang Süd %u", i);
      rfp->number = N_RFPS - i;
      rfp->mac = g_strdup_printf ("00:08:5D:0A:0B:%02X", N_RFPS - i);
      rfp->model = g_strdup (i == 2 ? "36" : "45");
      rfp->target_ip = g_strdup_printf ("10.1.2.%u", 40 + i);
      rfp->role = i == N_RFPS - 1 ? DECT_ROLE_MASTER
                  : i == 0        ? DECT_ROLE_FAILOVER
                                  : DECT_ROLE_NORMAL;
      rfp->reflective = i == 1;
      rfp->preferred_sync = i == N_RFPS - 1;
      rfp->cluster = i < 4 ? 1 : 2;
      rfp->paging_area = i == 3 ? 2 : DECT_UNSET;
      rfp->floor = i < 5 ? floor : 0;
      rfp->room = i == 4 ? g_strdup ("017") : NULL;
      rfp->wlan_profile = i == 0 ? 3 : DECT_UNSET;
      rfp->wlan_on = i == 0 ? FALSE : DECT_UNSET;
      dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
}

static void
add_handsets (DectSnapshotBuilder *builder, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      DectHandset *handset = dect_handset_new ();
      DectIpei ipei = { 77, 115484 + i };
      handset->ipei = dect_ipei_to_string (&ipei);
      handset->number = g_strdup_printf ("%u", 420 - i);
      handset->name = g_strdup_printf ("Schwester %u", i);
      handset->sip_user = i % 2 ? g_strdup_printf ("u%u", i) : NULL;
      handset->locatable = i == 3 ? TRUE : DECT_UNSET;
      handset->sos_number = i == 4 ? g_strdup ("112") : NULL;
      dect_snapshot_builder_add (builder, DECT_RECORD (handset));
    }
}

static DectSnapshot *
new_site (const char *name, guint n_handsets)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new ();

  info->uuid = g_strdup ("2b0c0000-0000-4000-8000-000000000001");
  info->name = g_strdup (name);
  info->netmask = g_strdup ("255.255.255.0");
  info->omm_user = g_strdup ("omm");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  building->name = g_strdup ("Haus A");
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (building));
  floor->name = g_strdup ("EG");
  add_rfps (builder, dect_snapshot_builder_add (builder, DECT_RECORD (floor)));
  add_handsets (builder, n_handsets);
  return dect_snapshot_builder_end (builder);
}

static DectSecrets *
new_secrets (DectSnapshot *snapshot)
{
  DectSecrets *secrets = dect_secrets_new ();

  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "omm!Secret1");
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    {
      g_autofree char *ac = g_strdup_printf ("%04u", 1000 + i);
      dect_secrets_set (secrets, dect_snapshot_handset (snapshot, i)->ipei, DECT_SECRETS_AC, ac);
    }
  return secrets;
}

static JsonNode *
new_document (DectSnapshot *snapshot, DectSecrets *secrets)
{
  g_autoptr (GError) error = NULL;
  JsonNode *document = dect_pbx_document_new (snapshot, secrets, &error);

  g_assert_no_error (error);
  return document;
}

static DectPbxPushResult *
push (DectPbxClient *client,
      JsonNode *document,
      gboolean dry_run,
      gboolean remove_own,
      const char *base_etag)
{
  DectPbxPushOptions options = { dry_run, remove_own, base_etag };
  g_autoptr (GError) error = NULL;
  DectPbxPushResult *result = dect_pbx_client_push_sync (client, document, &options, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_handshake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (fixture->client, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (info->dryrun && info->exports);
  g_assert_true (dect_pbx_info_keeps (info, DECT_PBX_KIND_ACCESSPOINT, "preferredSync"));

  g_autoptr (DectPbxClient) stranger = embedded_pbx_new_client (fixture, "wrong", "");
  g_assert_null (dect_pbx_client_handshake_sync (stranger, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNAUTHORIZED);
}

static void
test_push (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) snapshot = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (DectSecrets) secrets = new_secrets (snapshot);
  g_autoptr (JsonNode) document = new_document (snapshot, secrets);

  /* The difference first, then the push, then nothing more to do. */
  g_autoptr (DectPbxPushResult) preview = push (fixture->client, document, TRUE, FALSE, NULL);
  g_assert_cmpuint (preview->diff->n_create, ==, 1 + N_RFPS + N_HANDSETS);
  g_assert_cmpstr (preview->base_etag, ==, "");
  g_autoptr (DectPbxPushResult) done
      = push (fixture->client, document, FALSE, FALSE, preview->base_etag);
  g_assert_cmpuint (done->diff->n_create, ==, 1 + N_RFPS + N_HANDSETS);
  g_assert_cmpuint (done->revision, >, 0);
  g_autoptr (DectPbxPushResult) again = push (fixture->client, document, FALSE, FALSE, NULL);
  g_assert_true (dect_pbx_diff_is_empty (again->diff));
  g_assert_cmpuint (again->diff->n_keep, ==, 1 + N_RFPS + N_HANDSETS);
  g_assert_cmpstr (again->etag, ==, done->etag);

  /* What is there now is what was sent, without a secret. */
  g_autofree char *etag = NULL;
  g_autoptr (JsonNode) there
      = dect_pbx_client_get_document_sync (fixture->client, GATEWAY, &etag, NULL, NULL);
  g_autoptr (JsonNode) open_document = new_document (snapshot, NULL);
  g_assert_true (dect_pbx_document_equal (there, open_document));
  g_assert_cmpstr (etag, ==, done->etag);
  g_autofree char *text = json_to_string (there, FALSE);
  g_assert_null (strstr (text, "omm!Secret1"));
  g_assert_nonnull (strstr (text, "\"acSet\":true"));

  /* Without secrets nothing is lost. */
  g_autoptr (DectPbxPushResult) kept = push (fixture->client, open_document, FALSE, FALSE, NULL);
  g_assert_true (dect_pbx_diff_is_empty (kept->diff));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) more = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (DectSnapshot) less = new_site ("Werk Nord", N_HANDSETS - 2);
  g_autoptr (JsonNode) first = new_document (more, NULL);
  g_autoptr (JsonNode) second = new_document (less, NULL);
  g_autoptr (DectPbxPushResult) done = push (fixture->client, first, FALSE, FALSE, NULL);
  g_autoptr (DectPbxPushResult) kept = push (fixture->client, second, FALSE, FALSE, NULL);

  g_assert_true (dect_pbx_diff_is_empty (kept->diff));
  g_autoptr (DectPbxPushResult) removed = push (fixture->client, second, FALSE, TRUE, NULL);
  g_assert_cmpuint (removed->diff->n_remove, ==, 2);
  g_assert_cmpuint (removed->diff->warnings->len, ==, 1);
  g_assert_cmpuint (removed->revision, >, done->revision);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) ours = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (DectSnapshot) theirs = new_site ("Werk Nord neu", N_HANDSETS);
  g_autoptr (JsonNode) our_document = new_document (ours, NULL);
  g_autoptr (JsonNode) their_document = new_document (theirs, NULL);
  g_autoptr (GError) error = NULL;
  DectPbxPushOptions options = { 0 };

  /* Both look, both find nothing; one is faster. */
  g_autoptr (DectPbxPushResult) preview = push (fixture->client, our_document, TRUE, FALSE, NULL);
  g_autoptr (DectPbxClient) other = embedded_pbx_new_client (fixture, EMBEDDED_PBX_PASSWORD, "");
  g_autoptr (DectPbxPushResult) done = push (other, their_document, FALSE, FALSE, NULL);
  options.base_etag = preview->base_etag;
  g_assert_null (dect_pbx_client_push_sync (fixture->client, our_document, &options, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_clear_error (&error);

  /* The same with a gateway that is there. */
  g_autoptr (DectPbxPushResult) second = push (fixture->client, our_document, TRUE, FALSE, NULL);
  g_assert_cmpuint (second->diff->n_update, ==, 1);
  g_autoptr (DectSnapshot) third = new_site ("Werk Mitte", N_HANDSETS);
  g_autoptr (JsonNode) third_document = new_document (third, NULL);
  g_autoptr (DectPbxPushResult) between = push (other, third_document, FALSE, FALSE, NULL);
  options.base_etag = second->base_etag;
  g_assert_null (dect_pbx_client_push_sync (fixture->client, our_document, &options, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);

  /* Nothing of ours is there. */
  g_autoptr (JsonNode) there
      = dect_pbx_client_get_document_sync (fixture->client, GATEWAY, NULL, NULL, NULL);
  g_assert_cmpstr (dect_pbx_json_get_string (json_node_get_object (there), "name"), ==,
                   "Werk Mitte");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) snapshot = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (JsonNode) document = new_document (snapshot, NULL);
  g_autoptr (DectPbxPushResult) done = push (fixture->client, document, FALSE, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  /* A second gateway with base stations of the first. */
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) other = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (document));
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (object, l->data,
                            json_object_dup_member (json_node_get_object (document), l->data));
  json_object_remove_member (object, "handsets");
  json_node_take_object (other, object);
  g_autofree char *text = json_to_string (other, FALSE);
  GString *moved = g_string_new (text);
  g_string_replace (moved, "00085d0a0b01", "00085d0a0b77", 0);
  g_autoptr (JsonNode) clashing = dect_pbx_json_parse (moved->str, moved->len, NULL);
  g_string_free (moved, TRUE);

  g_assert_null (dect_pbx_client_push_sync (fixture->client, clashing, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_IN_USE);
  g_autoptr (GPtrArray) problems = dect_pbx_client_dup_problems (fixture->client);
  g_assert_cmpuint (problems->len, >, 0);
  g_assert_nonnull (((DectPbxProblem *) g_ptr_array_index (problems, 0))->owner);
}

static void
check_file (
    Fixture *fixture, DectSnapshot *snapshot, DectSecrets *secrets, DectKind kind, guint n_records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxDownload) download
      = dect_pbx_client_download_sync (fixture->client, GATEWAY, kind, 0, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (snapshot, kind, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) local = dect_omm_write (snapshot, layout, secrets, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpmem (g_bytes_get_data (local, NULL), g_bytes_get_size (local),
                   g_bytes_get_data (download->bytes, NULL), g_bytes_get_size (download->bytes));
  g_assert_cmpuint (download->n_records, ==, n_records);
  g_autofree char *name = dect_omm_file_name (snapshot, kind, download->revision);
  g_assert_cmpstr (download->file_name, ==, name);
}

static void
test_download (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) snapshot = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (DectSecrets) secrets = new_secrets (snapshot);
  g_autoptr (JsonNode) document = new_document (snapshot, secrets);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      dect_pbx_client_download_sync (fixture->client, GATEWAY, DECT_KIND_RFP, 0, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND);

  g_autoptr (DectPbxPushResult) done = push (fixture->client, document, FALSE, FALSE, NULL);
  check_file (fixture, snapshot, secrets, DECT_KIND_RFP, N_RFPS);
  check_file (fixture, snapshot, secrets, DECT_KIND_HANDSET, N_HANDSETS);
}

/* A layout that only this planner has goes along in the document. */
static void
test_own_layout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_config_dir (), "handover", "omm", "layouts", NULL);
  g_autofree char *path = g_build_filename (folder, "rfp-16.json", NULL);
  g_autoptr (GBytes) shipped = dect_data_load_bytes ("omm/layouts/rfp-16.json", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (shipped, NULL), g_bytes_get_size (shipped));
  GString *own = g_string_new (text);
  g_autoptr (DectSnapshot) snapshot = new_site ("Werk Nord", N_HANDSETS);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (own, "mac-colon-upper", "mac-plain-lower", 0), >, 0);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, own->str, -1, NULL));
  g_string_free (own, TRUE);

  g_autoptr (JsonNode) document = new_document (snapshot, NULL);
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (snapshot, DECT_KIND_RFP, NULL);
  g_autoptr (GBytes) local = dect_omm_write (snapshot, layout, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* The PBX does not have it. */
  g_assert_cmpint (g_remove (path), ==, 0);

  g_autoptr (DectPbxPushResult) done = push (fixture->client, document, FALSE, FALSE, NULL);
  g_autoptr (DectPbxDownload) download
      = dect_pbx_client_download_sync (fixture->client, GATEWAY, DECT_KIND_RFP, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (local, NULL), g_bytes_get_size (local),
                   g_bytes_get_data (download->bytes, NULL), g_bytes_get_size (download->bytes));
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (local, NULL), g_bytes_get_size (local), "\n00085d0a0b01;"));
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_assert_true (g_setenv ("XDG_CONFIG_HOME", config, TRUE));
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/pbx/end-to-end/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("handshake", test_handshake);
  ADD ("push", test_push);
  ADD ("remove", test_remove);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("download", test_download);
  ADD ("own-layout", test_own_layout);

  int status = g_test_run ();
  g_autofree char *path = g_build_filename (config, "handover", "omm", "layouts", NULL);
  while (!g_str_equal (path, config))
    {
      g_autofree char *child = g_steal_pointer (&path);
      g_remove (child);
      path = g_path_get_dirname (child);
    }
  g_remove (config);
  return status;
}
