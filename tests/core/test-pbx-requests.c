/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-json.h"
#include "support/scripted-server.h"
#include "support/test-site.h"

#include <string.h>

/* Jobs, users and downloads: requests beside a push. */

#define GATEWAY "00085d0a0b01"
#define JSON "application/json"
#define DOCUMENT                                                                                   \
  {                                                                                                \
    200, JSON, "ETag: \"r7\"\n", "{'mac':'" GATEWAY "','revision':7,'accesspoints':[]}"            \
  }

static DectPbxClient *
new_client (Fixture *fixture, const char *more)
{
  g_autofree char *text = g_strdup_printf ("[profile]\nid=test\n[http]\nbase_url=http://127.0.0.1:"
                                           "%u/s/\nconnect_timeout=1\nread_timeout=1\n%s",
                                           fixture_get_port (fixture), more);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  DectPbxClient *client = dect_pbx_client_new (profile, "secret");
  dect_pbx_client_set_retry_unit (client, 4);
  return client;
}

/* --- Jobs --------------------------------------------------------------------------------------- */

#define JOB(state)                                                                                 \
  {                                                                                                \
    200, JSON, NULL, "{'id':'a1','state':'" state "','message':'line 3 busy'}"                     \
  }

#define TEN_LETTERS "abcdefghij"
#define LONG_ID TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS

static void
count_cb (guint done, guint total, const char *text, gpointer user_data)
{
  g_assert_cmpstr (text, !=, "");
  ++*(guint *) user_data;
}

static void
test_apply (void)
{
  static const char *const jobs[] = { "a1", NULL };
  static const struct
  {
    const char *profile;
    Step steps[8];
    gboolean ask; /* for what waits */
    gint code;    /* -1 = done */
    DectPbxJobState state;
    const char *id;
    guint n_requests;
    guint n_told;
  } cases[] = {
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("done") },
      FALSE,
      -1,
      DECT_PBX_JOB_DONE,
      "a1",
      3,
      1 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("pending"), JOB ("running"), JOB ("done") },
      FALSE,
      -1,
      DECT_PBX_JOB_DONE,
      "a1",
      5,
      3 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{'jobs':[{'id':'b/2'},{'id':'b2'},7]}" }, JOB ("done") },
      TRUE,
      -1,
      DECT_PBX_JOB_DONE,
      "b2",
      3,
      1 },
    { "", { DOCUMENT, { 200, JSON, NULL, "{'jobs':[]}" } }, TRUE, -1, DECT_PBX_JOB_DONE, "", 2, 0 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("failed") },
      FALSE,
      DECT_PBX_ERROR_JOB_FAILED,
      0,
      NULL,
      3,
      1 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("asleep") },
      FALSE,
      DECT_PBX_ERROR_MALFORMED,
      0,
      NULL,
      3,
      0 },
    { "",
      { DOCUMENT, { 423, JSON, NULL, "{'code':'job_running'}" } },
      FALSE,
      DECT_PBX_ERROR_LOCKED,
      0,
      NULL,
      4,
      0 },
    { "", { DOCUMENT, { 412 } }, FALSE, DECT_PBX_ERROR_CONFLICT, 0, NULL, 2, 0 },
    /* Ids that are none are passed over. */
    { "",
      { DOCUMENT,
        { 202, JSON, NULL,
          "{'jobs':[{'id':''},{'id':7},{},{'id':'\\u00e4'},{'id':'" LONG_ID "'},{'id':'a1'}]}" },
        JOB ("done") },
      TRUE,
      -1,
      DECT_PBX_JOB_DONE,
      "a1",
      3,
      1 },
    /* A gateway that is not there, an answer that is none, a job that is gone. */
    { "", { { 404, JSON, NULL, "{}" } }, FALSE, DECT_PBX_ERROR_NO_MODULE, 0, NULL, 1, 0 },
    { "", { DOCUMENT, { 202, JSON, NULL, "[" } }, TRUE, DECT_PBX_ERROR_MALFORMED, 0, NULL, 2, 0 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, { 404, JSON, NULL, "{'code':'unknown_job'}" } },
      FALSE,
      DECT_PBX_ERROR_NOT_FOUND,
      0,
      NULL,
      3,
      0 },
    { "",
      { DOCUMENT, { 202, JSON, NULL, "{}" }, { 200, JSON, NULL, "[" } },
      FALSE,
      DECT_PBX_ERROR_MALFORMED,
      0,
      NULL,
      3,
      0 },
    { "[features]\napply=none\n",
      { DOCUMENT },
      FALSE,
      DECT_PBX_ERROR_NOT_SUPPORTED,
      0,
      NULL,
      0,
      0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_steps = G_N_ELEMENTS (cases[i].steps), n_told = 0;
      while (cases[i].steps[n_steps - 1].status == 0)
        n_steps--;
      g_autoptr (Fixture) fixture = fixture_new (cases[i].steps, n_steps);
      g_autoptr (DectPbxClient) client = new_client (fixture, cases[i].profile);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxJob) job = dect_pbx_client_apply_sync (
          client, GATEWAY, cases[i].ask ? NULL : jobs, count_cb, &n_told, NULL, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "done");
      g_assert_cmpuint (fixture_count (fixture), ==, cases[i].n_requests);
      g_assert_cmpuint (n_told, ==, cases[i].n_told);
      if (cases[i].n_requests >= 2)
        {
          g_assert_nonnull (strstr (logged (fixture, 1), " | \"r7\" | - | "));
          g_assert_nonnull (strstr (logged (fixture, 1), "{\"action\":\"apply\""));
        }
      if (cases[i].code >= 0)
        {
          g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
          if (cases[i].code == DECT_PBX_ERROR_JOB_FAILED)
            g_assert_nonnull (strstr (error->message, "line 3 busy"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (job->state, ==, cases[i].state);
      g_assert_cmpstr (job->id, ==, cases[i].id);
    }
}

/* A job without an end is waited for, ever more seldom, and then let be. */
static void
test_apply_endless (void)
{
  static const char *const jobs[] = { "a1", "a2", NULL };
  static const Step steps[] = { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("running") };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxJob) job
      = dect_pbx_client_apply_sync (client, GATEWAY, jobs, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job->state, ==, DECT_PBX_JOB_RUNNING);
  /* 1 + 2 + 4 + 8 and then every 10 of 300 units: once at the start and 33 or 34 times. */
  g_assert_cmpuint (fixture_count (fixture), >=, 34);
  g_assert_cmpuint (fixture_count (fixture), <=, 38);
  g_assert_null (strstr (logged (fixture, fixture_count (fixture) - 1), "a2"));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_apply_cancel (void)
{
  static const char *const jobs[] = { "a1", NULL };
  static const Step steps[] = { DOCUMENT, { 202, JSON, NULL, "{}" }, JOB ("running") };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture, "");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dect_pbx_client_set_retry_unit (client, 10000);
  dect_pbx_client_apply_async (client, GATEWAY, jobs, NULL, NULL, cancellable, keep_result_cb,
                               &result);
  while (fixture_count (fixture) < 3)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (dect_pbx_client_apply_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Users -------------------------------------------------------------------------------------- */

#define USERS                                                                                      \
  "[paths]\nidentity=identity/\n[fields user]\nid=014use_id\nname=003use_bez;014use_name\n"        \
  "number=014use_calleridnum\n"
#define PAGED(n) "[limits]\npage_size=" #n "\n"
#define ROW(id, name, number)                                                                      \
  "{'014use_id':" #id ",'014use_name':'" name "','014use_calleridnum':'" number "'}"

static void
test_lists (void)
{
  static const struct
  {
    const char *profile;
    Step steps[5];
    gint code;
    guint n_users;
    guint n_skipped;
    guint n_requests;
  } cases[] = {
    /* One page that is not full. */
    { USERS PAGED (3),
      { { 200, JSON, NULL, "[" ROW (1, "A", "1") "," ROW (2, "B", "2") "]" } },
      -1,
      2,
      0,
      1 },
    /* A full one may have been cut: ask on. */
    { USERS PAGED (2),
      { { 200, JSON, NULL, "[" ROW (1, "A", "1") "," ROW (2, "B", "2") "]" },
        { 200, JSON, NULL, "[" ROW (3, "C", "3") "]" } },
      -1,
      3,
      0,
      2 },
    { USERS PAGED (1),
      { { 200, JSON, NULL, "[" ROW (1, "A", "1") "]" }, { 200, JSON, NULL, "[]" } },
      -1,
      1,
      0,
      2 },
    /* Unless it says how many there are. */
    { USERS PAGED (1),
      { { 200, JSON, "X-Total-Count: 1\n", "[" ROW (1, "A", "1") "]" } },
      -1,
      1,
      0,
      1 },
    { USERS PAGED (3),
      { { 200, JSON, "X-Total-Count: 2\n", "[" ROW (1, "A", "1") "]" },
        { 200, JSON, "X-Total-Count: 2\n", "[" ROW (2, "B", "2") "]" } },
      -1,
      2,
      0,
      2 },
    /* A PBX that knows no pages sends everything, or the same again. */
    { USERS PAGED (1),
      { { 200, JSON, NULL, "[" ROW (1, "A", "1") "," ROW (2, "B", "2") "]" } },
      -1,
      2,
      0,
      1 },
    { USERS PAGED (1), { { 200, JSON, NULL, "[" ROW (1, "A", "1") "]" } }, -1, 1, 0, 2 },
    { USERS PAGED (0), { { 200, JSON, NULL, "[" ROW (1, "A", "1") "]" } }, -1, 1, 0, 1 },
    /* Nothing, and what cannot be understood. */
    { USERS, { { 204 } }, -1, 0, 0, 1 },
    { USERS, { { 200, JSON, NULL, "[7,{'x':1},null," ROW (1, "A", "1") "]" } }, -1, 1, 3, 1 },
    { USERS "[json]\nitems_pointer=/data/items\n",
      { { 200, JSON, NULL, "{'data':{'items':[" ROW (1, "A", "1") "]}}" } },
      -1,
      1,
      0,
      1 },
    { USERS, { { 200, JSON, NULL, "{'a':1}" } }, DECT_PBX_ERROR_MALFORMED, 0, 0, 1 },
    { USERS, { { 200, "text/html", NULL, "<html>" } }, DECT_PBX_ERROR_NOT_API, 0, 0, 1 },
    { USERS, { { 200, JSON, NULL, NULL } }, DECT_PBX_ERROR_NOT_API, 0, 0, 1 },
    { USERS, { { 401 } }, DECT_PBX_ERROR_UNAUTHORIZED, 0, 0, 1 },
    { USERS PAGED (1),
      { { 200, JSON, NULL, "[" ROW (1, "A", "1") "]" }, { 200, JSON, NULL, "[{" } },
      DECT_PBX_ERROR_MALFORMED,
      0,
      0,
      2 },
    { "", { { 200, JSON, NULL, "[]" } }, DECT_PBX_ERROR_NOT_SUPPORTED, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_steps = G_N_ELEMENTS (cases[i].steps);
      while (cases[i].steps[n_steps - 1].status == 0)
        n_steps--;
      g_autoptr (Fixture) fixture = fixture_new (cases[i].steps, n_steps);
      g_autoptr (DectPbxClient) client = new_client (fixture, cases[i].profile);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxDirectory) directory
          = dect_pbx_client_directory_sync (client, NULL, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "read");
      g_assert_cmpuint (fixture_count (fixture), ==, cases[i].n_requests);
      if (cases[i].code >= 0)
        {
          g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (directory->users->len, ==, cases[i].n_users);
      g_assert_cmpuint (directory->n_skipped, ==, cases[i].n_skipped);
    }
}

/* What the read-only profile that ships makes of rows as the public pages show them. */
static void
test_directory (void)
{
  static const Step steps[]
      = { { 200, JSON, NULL,
            "[" ROW (4711, "anna", "401") "," ROW (4712, "bert", "402") "," ROW (
                4713, "carl", "402") ",{'userId':'9','userName':'dora \\u0007 D.','number':403}]" },
          { 200, JSON, NULL, "[{'012loc_id':1,'012loc_name':'Hall 1'}]" },
          { 200, JSON, NULL,
            "[{'010dev_id':5,'010dev_bez':'Snom Phone-360-00085d0a0b02'},"
            "{'deviceId':'6','deviceName':'x'}]" } };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("pascom-readonly", &error);
  g_assert_no_error (error);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/s/", fixture_get_port (fixture));
  g_autoptr (DectPbxProfile) profile
      = dect_pbx_profile_with (shipped, "http", "base_url", base, &error);
  g_assert_no_error (error);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, "secret");
  g_autoptr (DectPbxDirectory) directory = dect_pbx_client_directory_sync (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (logged (fixture, 0), "GET /s/identity/?limit=100&offset=0 | "));
  g_assert_cmpuint (directory->users->len, ==, 4);
  const DectPbxUser *dora = g_ptr_array_index (directory->users, 3);
  g_assert_cmpstr (dora->name, ==, "dora D.");
  g_assert_cmpuint (directory->locations->len, ==, 1);
  g_assert_cmpstr (((DectPbxUser *) g_ptr_array_index (directory->locations, 0))->name, ==,
                   "Hall 1");
  const DectPbxDevice *phone = g_ptr_array_index (directory->devices, 0);
  g_assert_cmpstr (phone->mac, ==, "00085d0a0b02");

  /* Names for handsets, doubles, and a base station that is a phone there. */
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  test_site_add (builder, DECT_KIND_RFP, "name=N|mac=00:08:5D:0A:0B:02");
  test_site_add (builder, DECT_KIND_HANDSET, "number=401");
  test_site_add (builder, DECT_KIND_HANDSET, "number=402|name=Mine");
  test_site_add (builder, DECT_KIND_HANDSET, "number=403|name=dora D.");
  test_site_add (builder, DECT_KIND_HANDSET, "number=404");
  test_site_add (builder, DECT_KIND_HANDSET, "name=no number");
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  g_autoptr (GPtrArray) proposals = dect_pbx_directory_propose (directory, snapshot);
  g_autoptr (GPtrArray) known = dect_pbx_directory_find_known (directory, snapshot);
  static const struct
  {
    const char *number;
    const char *name;
    guint n_users;
  } expected[] = { { "401", "anna", 1 }, { "402", NULL, 2 }, { "404", NULL, 0 } };
  g_assert_cmpuint (proposals->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const DectPbxProposal *proposal = g_ptr_array_index (proposals, i);
      g_assert_cmpstr (proposal->number, ==, expected[i].number);
      g_assert_cmpstr (proposal->name, ==, expected[i].name);
      g_assert_cmpuint (proposal->n_users, ==, expected[i].n_users);
    }
  g_assert_cmpuint (known->len, ==, 1);

  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_assert_cmpuint (dect_pbx_directory_adopt (site, proposals), ==, 1);
  /* Again, after the handset is gone. */
  DectHistory *history = dect_site_get_history (site);
  dect_history_begin (history, "remove", NULL);
  dect_history_remove (history,
                       ((const DectPbxProposal *) g_ptr_array_index (proposals, 0))->handset);
  dect_history_commit (history);
  g_assert_cmpuint (dect_pbx_directory_adopt (site, proposals), ==, 0);
  dect_history_undo (history);
  g_autoptr (DectSnapshot) after = dect_site_snapshot (site);
  g_assert_cmpstr (dect_snapshot_handset (after, 0)->name, ==, "anna");
  g_assert_cmpstr (dect_snapshot_handset (after, 1)->name, ==, "Mine");
  dect_history_undo (dect_site_get_history (site));
  g_assert_false (dect_history_can_undo (dect_site_get_history (site)));
}

/* --- Downloads ---------------------------------------------------------------------------------- */

#define TEXT "text/plain; charset=UTF-8"
#define FILE_TEXT "data_sequence\n1;N\n2;S\n"

static char *
dup_digest (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

static void
test_downloads (void)
{
  g_autofree char *digest = dup_digest (FILE_TEXT);
  g_autofree char *good = g_strdup_printf ("ETag: \"r9-rfp\"\nX-Record-Count: 2\nContent-Digest: "
                                           "md5=:AA==:, sha-256=:%s:\n",
                                           digest);
  const struct
  {
    Step step;
    guint64 since;
    gint code;
    const char *asked;
    gboolean empty;
    guint n_removed;
  } cases[] = {
    { { 200, TEXT, good, FILE_TEXT },
      0,
      -1,
      "GET /s/dectgateway/" GATEWAY "/export/rfp | ",
      FALSE,
      0 },
    { { 200, TEXT, good, FILE_TEXT }, 7, -1, "export/rfp?scope=new&since=r7 | ", FALSE, 0 },
    { { 200, TEXT, "X-Removed: 00085d0a0b02, 00:08:5d:0a:0b:03,<b>,\n", FILE_TEXT },
      7,
      -1,
      "r7",
      FALSE,
      2 },
    { { 204, NULL, "X-Removed: 0007701154842,000770115485*\n", NULL }, 7, -1, "r7", TRUE, 2 },
    { { 204 }, 0, DECT_PBX_ERROR_NOT_API, "rfp", FALSE, 0 },
    { { 200, TEXT, "Content-Digest: sha-256=:AAAA:\n", FILE_TEXT },
      0,
      DECT_PBX_ERROR_EXPORT,
      "rfp",
      FALSE,
      0 },
    { { 200, TEXT, "Content-Digest: sha-256=:\n", FILE_TEXT },
      0,
      DECT_PBX_ERROR_EXPORT,
      "rfp",
      FALSE,
      0 },
    { { 200, TEXT, "X-Record-Count: 3\n", FILE_TEXT }, 7, DECT_PBX_ERROR_EXPORT, "rfp", FALSE, 0 },
    { { 409, JSON, NULL, "{'code':'not_committed'}" },
      0,
      DECT_PBX_ERROR_NOT_COMMITTED,
      "rfp",
      FALSE,
      0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (&cases[i].step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture, "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxDownload) download = dect_pbx_client_download_sync (
          client, GATEWAY, DECT_KIND_RFP, cases[i].since, NULL, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "read");
      g_assert_nonnull (strstr (logged (fixture, 0), cases[i].asked));
      if (cases[i].code >= 0)
        {
          g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (cases[i].empty == (download->bytes == NULL));
      g_assert_cmpuint (g_strv_length (download->removed), ==, cases[i].n_removed);
      g_autoptr (DectPbxDownload) copy = dect_pbx_download_copy (download);
      g_assert_cmpuint (copy->n_records, ==, cases[i].empty ? 0 : 2);
    }
}

/* What the file and the plan name; the file's keys in any spelling and column. */
static void
test_compare (void)
{
  static const Step rfps
      = { 200, TEXT, NULL, "data_sequence\n00:08:5D:0A:0B:01;N;x\n3;S;00085D0A0B03\nno key;;\n" };
  static const Step handsets
      = { 200, TEXT, NULL,
          "data_sequence\n401;A;;0007701154842\n402;B;;00077 0115485 3\n403;C;;\n" };
  g_autoptr (Fixture) first = fixture_new (&rfps, 1);
  g_autoptr (Fixture) second = fixture_new (&handsets, 1);
  g_autoptr (DectPbxClient) client = new_client (first, "");
  g_autoptr (DectPbxClient) other = new_client (second, "");
  static const char text[]
      = "{\"mac\":\"00085d0a0b01\",\"accesspoints\":[{\"mac\":\"00085d0a0b01\"},"
        "{\"mac\":\"00085d0a0b02\"}],\"handsets\":[{\"ipei\":\"0007701154842\"},"
        "{\"ipei\":\"0007701154853\"}]}";
  g_autoptr (JsonNode) document = dect_pbx_json_parse (text, strlen (text), NULL);
  g_autoptr (DectPbxDownload) file
      = dect_pbx_client_download_sync (client, GATEWAY, DECT_KIND_RFP, 0, NULL, NULL);
  g_autoptr (DectPbxDownload) other_file
      = dect_pbx_client_download_sync (other, GATEWAY, DECT_KIND_HANDSET, 0, NULL, NULL);
  g_auto (GStrv) missing = NULL, unexpected = NULL, none = NULL, nothing = NULL;

  g_assert_false (dect_pbx_download_compare (file, document, DECT_KIND_RFP, &missing, &unexpected));
  g_assert_cmpuint (file->n_records, ==, 3);
  g_assert_cmpuint (g_strv_length (missing), ==, 1);
  g_assert_cmpstr (missing[0], ==, "00085d0a0b02");
  g_assert_cmpuint (g_strv_length (unexpected), ==, 1);
  g_assert_cmpstr (unexpected[0], ==, "00085d0a0b03");
  g_assert_true (
      dect_pbx_download_compare (other_file, document, DECT_KIND_HANDSET, &none, &nothing));
}

/* --- What the handshake says ------------------------------------------------------------------- */

static void
test_fit_profile (void)
{
  static const struct
  {
    const char *features;
    const char *profile;
    DectPbxSide dryrun;
    DectPbxSide export_side;
    DectPbxSide apply;
  } cases[] = {
    { "{'dryrun':true,'export':true,'apply':true}", "", DECT_PBX_SIDE_SERVER, DECT_PBX_SIDE_SERVER,
      DECT_PBX_SIDE_SERVER },
    { "{}", "", DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_CLIENT },
    { "{'dryrun':true,'export':true,'apply':true}", "[features]\ndryrun=client\nexport=local\n",
      DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_SERVER },
    { "{'dryrun':true,'export':true,'apply':false}", "[features]\nexport=local\n",
      DECT_PBX_SIDE_SERVER, DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_CLIENT },
    { "{}", "[features]\napply=none\n", DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_CLIENT,
      DECT_PBX_SIDE_CLIENT },
    { "{'dryrun':false,'export':true,'apply':true}", "", DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_SERVER,
      DECT_PBX_SIDE_SERVER },
    /* It has files, but would forget what belongs into them. */
    { "{'dryrun':true,'export':true,'apply':true,'members':{'accesspoint':['model','room']}}", "",
      DECT_PBX_SIDE_SERVER, DECT_PBX_SIDE_CLIENT, DECT_PBX_SIDE_SERVER },
    { "{'dryrun':true,'export':true,'apply':true,'members':{'accesspoint':['model','room','cluster'"
      ","
      "'pagingArea','preferredSync','dectOn','building','floor','ommSite','wlan']}}",
      "", DECT_PBX_SIDE_SERVER, DECT_PBX_SIDE_SERVER, DECT_PBX_SIDE_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{'contract':1,'product':'X','features':%s}", cases[i].features);
      const Step step = { 200, JSON, NULL, body };
      g_autoptr (Fixture) fixture = fixture_new (&step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture, cases[i].profile);
      g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, NULL);
      g_autoptr (DectPbxProfile) profile
          = dect_pbx_info_fit_profile (info, dect_pbx_client_get_profile (client));

      g_test_message ("case %u", i);
      g_assert_cmpint (profile->dryrun, ==, cases[i].dryrun);
      g_assert_cmpint (profile->export_side, ==, cases[i].export_side);
      g_assert_cmpint (profile->apply, ==, cases[i].apply);
      g_assert_cmpstr (profile->base_url, ==, dect_pbx_client_get_profile (client)->base_url);
    }
}

/* Its limits hold before anything is sent; the profile's own hold where they are narrower. */
static void
test_limits (void)
{
  static const struct
  {
    const char *info;
    const char *profile;
    const char *says;
  } cases[] = {
    { "'limits':{'accesspoints':1}", "", "1 to 1 base stations, not 2" },
    { "'limits':{'accesspoints':9}", "[limits]\nmax_accesspoints=1\n", "1 to 1 base stations" },
    { "'limits':{'handsets':1}", "", "at most 1 handset" },
    { "'firmware':['7.0','7.2']", "", "no firmware of this name" },
    { "'firmware':[]", "[limits]\nfirmware=7.0;7.2\n", "no firmware of this name" },
  };
  static const char text[]
      = "{\"mac\":\"" GATEWAY "\",\"name\":\"P\",\"firmware\":\"7.1\",\"accesspoints\":["
        "{\"mac\":\"" GATEWAY "\",\"name\":\"N\",\"master\":true},"
        "{\"mac\":\"00085d0a0b02\",\"name\":\"S\"}],\"handsets\":["
        "{\"ipei\":\"0007701154842\"},{\"ipei\":\"0007701154853\"}]}";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{'contract':1,'product':'X',%s}", cases[i].info);
      const Step step = { 200, JSON, NULL, body };
      g_autoptr (JsonNode) document = dect_pbx_json_parse (text, strlen (text), NULL);
      g_autoptr (Fixture) fixture = fixture_new (&step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture, cases[i].profile);
      g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, NULL);
      g_autoptr (DectPbxClient) fitting = dect_pbx_client_new_fitting (client, info);
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_pbx_client_push_sync (fitting, document, NULL, NULL, &error));
      g_test_message ("case %u: %s", i, error->message);
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (fixture_count (fixture), ==, 1);
    }
}

static void
test_list_gateways (void)
{
  const Step steps[] = {
    { 200, JSON, "X-Total-Count: 3\n",
      "[{'mac':'" GATEWAY "','name':'Plant','accesspointCount':2,'handsetCount':3,'revision':17},"
      "{'name':'no key'},7,{'mac':'00:08:5D:0A:0B:02','name':'A\\nB'}]" },
    { 404, JSON, NULL, "{'code':'unknown_module'}" },
  };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture, "");
  g_autoptr (DectPbxClient) without = new_client (fixture, "[paths]\ngateways=\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = dect_pbx_client_list_gateways_sync (client, NULL, &error);
  const DectPbxSummary *first, *second;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  second = g_ptr_array_index (list, 1);
  g_assert_cmpstr (first->mac, ==, GATEWAY);
  g_assert_cmpstr (first->name, ==, "Plant");
  g_assert_cmpint (first->n_accesspoints, ==, 2);
  g_assert_cmpint (first->n_handsets, ==, 3);
  g_assert_cmpint (first->revision, ==, 17);
  g_assert_cmpstr (second->mac, ==, "00085d0a0b02");
  g_assert_null (strchr (second->name, '\n'));
  g_assert_cmpint (second->n_accesspoints, ==, -1);
  g_assert_cmpint (second->n_handsets, ==, -1);

  g_assert_null (dect_pbx_client_list_gateways_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NO_MODULE);
  g_clear_error (&error);
  g_assert_null (dect_pbx_client_list_gateways_sync (without, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED);
}

/* MACs that the PBX may refuse are told before. */
static void
test_vendor (void)
{
  static const Step none = { 404, JSON, NULL, "{'code':'unknown_gateway'}" };
  static const struct
  {
    const char *profile;
    guint n_warnings;
  } cases[] = {
    { "", 1 },
    { "[limits]\nvendor_oui=00085d;0A0b0C;\n", 0 },
    { "[limits]\nvendor_oui=\n", 0 },
    { "[limits]\nvendor_oui=aabbcc;\n", 2 },
  };
  static const char text[]
      = "{\"mac\":\"00085d0a0b01\",\"name\":\"P\",\"accesspoints\":[{\"mac\":\"00085d0a0b01\","
        "\"name\":\"N\",\"master\":true},{\"mac\":\"0a0b0c000001\",\"name\":\"S\"}]}";
  g_autoptr (JsonNode) document = dect_pbx_json_parse (text, strlen (text), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strdup_printf ("[features]\ndryrun=client\n%s", cases[i].profile);
      g_autoptr (Fixture) fixture = fixture_new (&none, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture, more);
      DectPbxPushOptions options = { .dry_run = TRUE };
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxPushResult) result
          = dect_pbx_client_push_sync (client, document, &options, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (result->diff->warnings->len, ==, cases[i].n_warnings);
    }
}

/* --- A swapped master ---------------------------------------------------------------------------
 */

#define NEW_GATEWAY "00085d0a0baa"
#define HAS(mac, revision)                                                                         \
  {                                                                                                \
    200, JSON, "ETag: \"r" #revision "\"\n",                                                       \
        "{'mac':'" mac                                                                             \
        "','name':'P','targetIp':'10.1.2.46','source':'dectplan:1','accesspoints':[{"              \
        "'mac':'" mac "','name':'N','targetIp':'10.1.2.46','master':true,'source':'dectplan:1'}]}" \
  }
#define NOT                                                                                        \
  {                                                                                                \
    404, JSON, NULL, "{'code':'unknown_gateway'}"                                                  \
  }
#define REKEYED                                                                                    \
  {                                                                                                \
    200, JSON, "ETag: \"r8\"\n", "{'response':'gateway rekeyed'}"                                  \
  }
#define SYNCED                                                                                     \
  {                                                                                                \
    200, JSON, "ETag: \"r8\"\n",                                                                   \
        "{'dryrun':false,'summary':{'create':0,'update':0,'remove':0,'keep':2},'changes':[]}"      \
  }
#define CUT                                                                                        \
  {                                                                                                \
    0, NULL, NULL, NULL, 0, 0, TRUE                                                                \
  }

/* The rekey's answer is lost in all ways; what the PBX then has decides. */
static void
test_rekey (void)
{
  static const struct
  {
    Step steps[9];
    guint n_steps;
    gint code; /* -1 = done */
    guint n_requests;
  } cases[] = {
    { { HAS (GATEWAY, 7), NOT, REKEYED, HAS (NEW_GATEWAY, 8), SYNCED, HAS (NEW_GATEWAY, 8) },
      6,
      -1,
      6 },
    { { HAS (GATEWAY, 7), NOT, CUT, HAS (NEW_GATEWAY, 8), SYNCED, HAS (NEW_GATEWAY, 8) },
      6,
      -1,
      6 },
    { { HAS (GATEWAY, 7), NOT, CUT, NOT, REKEYED, HAS (NEW_GATEWAY, 8), SYNCED,
        HAS (NEW_GATEWAY, 8) },
      8,
      -1,
      8 },
    { { HAS (GATEWAY, 7), NOT, CUT, NOT, CUT, NOT }, 6, DECT_PBX_ERROR_UNCERTAIN, 6 },
    { { HAS (GATEWAY, 7), NOT, CUT, CUT }, 4, DECT_PBX_ERROR_UNCERTAIN, 4 },
    { { HAS (GATEWAY, 7), NOT, { 409, JSON, NULL, "{'code':'mac_in_use'}" } },
      3,
      DECT_PBX_ERROR_IN_USE,
      3 },
    { { HAS (GATEWAY, 7), NOT, { 412 } }, 3, DECT_PBX_ERROR_CONFLICT, 3 },
    { { HAS (GATEWAY, 7), HAS (NEW_GATEWAY, 3) }, 2, DECT_PBX_ERROR_IN_USE, 2 },
    /* It was done before: nothing to swap any more. */
    { { NOT, HAS (NEW_GATEWAY, 8), SYNCED, HAS (NEW_GATEWAY, 8) }, 4, -1, 4 },
    /* The rest fails: said, and the key stays. */
    { { HAS (GATEWAY, 7), NOT, REKEYED, HAS (NEW_GATEWAY, 8), { 422 } },
      5,
      DECT_PBX_ERROR_INVALID,
      5 },
  };
  g_autofree char *text = g_strdelimit (
      g_strdup ("{'mac':'" NEW_GATEWAY "','name':'P','targetIp':'10.1.2.46','netmask':"
                "'255.255.255.0','source':'dectplan:1','accesspoints':[{'mac':'" NEW_GATEWAY
                "','name':'N','targetIp':'10.1.2.46','master':true,'source':'dectplan:1'}]}"),
      "'", '"');
  g_autoptr (JsonNode) document = dect_pbx_json_parse (text, strlen (text), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (cases[i].steps, cases[i].n_steps);
      g_autoptr (DectPbxClient) client = new_client (fixture, "");
      DectPbxPushOptions options = { .gateway = GATEWAY };
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxPushResult) result
          = dect_pbx_client_push_sync (client, document, &options, NULL, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "done");
      g_assert_cmpuint (fixture_count (fixture), ==, cases[i].n_requests);
      if (cases[i].n_requests > 2 && cases[i].steps[0].status == 200)
        {
          g_assert_true (
              g_str_has_prefix (logged (fixture, 2), "POST /s/dectgateway/" GATEWAY "/action | "));
          g_assert_nonnull (strstr (logged (fixture, 2), " | \"r7\" | "));
          g_assert_nonnull (strstr (logged (fixture, 2), "\"rekey\",\"mac\":\"" NEW_GATEWAY));
        }
      if (cases[i].code >= 0)
        {
          g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (result->etag, ==, "\"r8\"");
      g_assert_nonnull (result->document);
    }
}

/* An error that comes in an answer of 200: any word, number or thing that does not stand for none.
 */
static void
test_error_field (void)
{
  static const struct
  {
    const char *field;
    const char *more; /* a member of the answer */
    gboolean good;
  } cases[] = {
    { "errcode", "", TRUE },
    { "errcode", "'errcode':0,", TRUE },
    { "errcode", "'errcode':7,", FALSE },
    { "errcode", "'errcode':null,", TRUE },
    { "errcode", "'errcode':false,", TRUE },
    { "errcode", "'errcode':true,", FALSE },
    { "errcode", "'errcode':'',", TRUE },
    { "errcode", "'errcode':'OK',", TRUE },
    { "errcode", "'errcode':'no such line',", FALSE },
    { "errcode", "'errcode':{},", TRUE },
    { "errcode", "'errcode':{'code':3},", FALSE },
    { "errcode", "'errcode':[],", TRUE },
    { "errcode", "'errcode':['no such line'],", FALSE },
    { "/status/code", "'status':{'code':7},", FALSE },
    { "/status/code", "'status':{'code':0},", TRUE },
    { "/status/code", "'status':7,", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{%s'product':'Mock','version':'1','contract':1,'features':{},'limits':{}}",
          cases[i].more);
      g_autofree char *more = g_strdup_printf ("[json]\nerror_field=%s\n", cases[i].field);
      const Step steps[] = { { 200, JSON, NULL, body } };
      g_autoptr (Fixture) fixture = fixture_new (steps, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture, more);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, &error);

      g_test_message ("%s %s: %s", cases[i].field, cases[i].more,
                      error != NULL ? error->message : "good");
      g_assert_true ((info != NULL) == cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REJECTED);
    }
}

/* People and devices of which the PBX tells only a part. */
static void
test_directory_parts (void)
{
  static const Step steps[]
      = { { 200, JSON, NULL,
            "[{'userName':'anna','number':'401'},{'userId':true,'userName':''},{}]" },
          { 200, JSON, NULL, "[]" },
          { 200, JSON, NULL,
            "[{'deviceName':'00:08:5D:0A:0B:02 desk'},{'deviceId':'7','mac':'00085d0a0b03'},"
            "{'deviceId':'8','mac':'none'},{'x':1}]" } };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("pascom-readonly", NULL);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/s/", fixture_get_port (fixture));
  g_autoptr (DectPbxProfile) profile
      = dect_pbx_profile_with (shipped, "http", "base_url", base, NULL);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, "secret");
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxDirectory) directory = dect_pbx_client_directory_sync (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (directory->users->len, ==, 1);
  g_assert_cmpuint (directory->n_skipped, ==, 3);
  const DectPbxUser *anna = g_ptr_array_index (directory->users, 0);
  g_assert_cmpstr (anna->id, ==, "anna");
  g_assert_cmpuint (directory->devices->len, ==, 3);
  g_assert_cmpstr (((DectPbxDevice *) g_ptr_array_index (directory->devices, 0))->mac, ==,
                   "00085d0a0b02");
  g_assert_null (((DectPbxDevice *) g_ptr_array_index (directory->devices, 2))->mac);

  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  test_site_add (builder, DECT_KIND_RFP, "name=No MAC");
  test_site_add (builder, DECT_KIND_RFP, "name=Free|mac=00:08:5D:0A:0B:09");
  test_site_add (builder, DECT_KIND_RFP, "name=Desk|mac=00:08:5D:0A:0B:03");
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  g_autoptr (GPtrArray) known = dect_pbx_directory_find_known (directory, snapshot);
  g_assert_cmpuint (known->len, ==, 1);
  g_assert_cmpstr (
      g_ptr_array_index (known, 0), ==,
      "The MAC address of base station Desk belongs to the device “7” at the PBX already.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/requests/apply", test_apply);
  g_test_add_func ("/pbx/requests/apply-endless", test_apply_endless);
  g_test_add_func ("/pbx/requests/apply-cancel", test_apply_cancel);
  g_test_add_func ("/pbx/requests/lists", test_lists);
  g_test_add_func ("/pbx/requests/directory", test_directory);
  g_test_add_func ("/pbx/requests/downloads", test_downloads);
  g_test_add_func ("/pbx/requests/compare", test_compare);
  g_test_add_func ("/pbx/requests/fit-profile", test_fit_profile);
  g_test_add_func ("/pbx/requests/limits", test_limits);
  g_test_add_func ("/pbx/requests/list-gateways", test_list_gateways);
  g_test_add_func ("/pbx/requests/vendor", test_vendor);
  g_test_add_func ("/pbx/requests/rekey", test_rekey);
  g_test_add_func ("/pbx/requests/error-field", test_error_field);
  g_test_add_func ("/pbx/requests/directory-parts", test_directory_parts);
  return g_test_run ();
}
