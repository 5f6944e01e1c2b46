/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-json.h"
#include "support/embedded-pbx.h"
#include "support/item-pbx.h"
#include "support/test-document.h"

#include <string.h>

/* Record by record, ids of the PBX's own, base stations with other names, MACs and booleans. */
#define PROFILE                                                                                    \
  "[profile]\nid=test\n[http]\nread_timeout=2\nbase_url=%s\n[auth]\nmethod=bearer\n"               \
  "[features]\nkey_mode=lookup\nconcurrency=%s\nsync=items\nlists=%s\ndryrun=client\n"             \
  "[paths]\ngateways=dect_phones\ngateway=dect_phones/{id}\n"                                      \
  "accesspoints=dect_phones/{gw}/bases\naccesspoint=dect_phones/{gw}/bases/{id}\n"                 \
  "handsets=dect_phones/{gw}/members\nhandset=dect_phones/{gw}/members/{id}\n"                     \
  "[methods]\ncreate=POST\nupdate=POST\n"                                                          \
  "[json]\nitems_pointer=/items\nid_field=id\nerror_field=errcode\nmac_case=upper\n"               \
  "mac_separator=colon\nbool_style=ja_nein\n"                                                      \
  "[fields gateway]\nname=title\n[fields accesspoint]\nreflective=echo\nfloor=\n"                  \
  "[fields handset]\nipei=ipui\nnumber=extension_number\nsipPassword=\n"

#define AP(n, more)                                                                                \
  "{'mac':'00085d0a0b0" #n "','name':'B" #n "','targetIp':'10.1.2.4" #n "','floor':'G',"           \
  "'source':'dectplan:1'" more "}"
#define HS(ipei, number) "{'ipei':'" ipei "','number':'" number "','source':'dectplan:1'}"
#define HS2 HS ("0007701154842", "401")
#define HS3 HS ("0007701154853", "402")
#define DOCUMENT(name, aps, handsets)                                                              \
  "{'mac':'00085d0a0b01','name':'" name "','targetIp':'10.1.2.41','netmask':'255.255.255.0',"      \
  "'source':'dectplan:1','accesspoints':[" aps "],'handsets':[" handsets "]}"
#define MASTER AP (1, ",'master':true")
#define FULL                                                                                       \
  DOCUMENT ("P", AP (3, "") "," AP (4, ",'failover':true") "," AP (2, "") "," MASTER, HS3 "," HS2)

static DectPbxClient *
new_client (ItemPbx *pbx, const char *concurrency, const char *lists)
{
  g_autofree char *text = g_strdup_printf (PROFILE, item_pbx_get_uri (pbx), concurrency, lists);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  DectPbxClient *client = dect_pbx_client_new (profile, ITEM_PBX_TOKEN);
  dect_pbx_client_set_retry_unit (client, 10);
  return client;
}

static DectPbxPushResult *
push (DectPbxClient *client, const char *text, const DectPbxPushOptions *options)
{
  g_autoptr (JsonNode) document = test_document_parse (text);
  g_autoptr (GError) error = NULL;
  DectPbxPushResult *result = dect_pbx_client_push_sync (client, document, options, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_log (ItemPbx *pbx, const char *expected)
{
  g_autofree char *log = item_pbx_take_log (pbx);

  g_assert_cmpstr (log, ==, expected);
}

/* Order, addresses, words; a second push has nothing to do; then a change, and a removal of our
 * own. */
static void
test_straight (gconstpointer no_ids)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");

  item_pbx_set_fault (pbx, 0, ITEM_FAULT_NONE, GPOINTER_TO_INT (no_ids));
  g_autoptr (DectPbxPushResult) first = push (client, FULL, NULL);
  g_assert_cmpuint (first->diff->n_create, ==, 7);
  g_assert_true (g_str_has_prefix (first->etag, "\"h"));
  g_assert_nonnull (first->document);
  assert_log (pbx, "POST \nPOST /id 1000/bases\nPOST /id 1000/bases\nPOST /id 1000/bases\n"
                   "POST /id 1000/bases\nPOST /id 1000/members\nPOST /id 1000/members\n");

  g_autoptr (JsonNode) dump = item_pbx_dump (pbx);
  JsonObject *phone = json_array_get_object_element (json_node_get_array (dump), 0);
  JsonArray *bases = json_object_get_array_member (phone, "bases");
  static const char *const macs[]
      = { "00:08:5D:0A:0B:01", "00:08:5D:0A:0B:04", "00:08:5D:0A:0B:02", "00:08:5D:0A:0B:03" };
  g_assert_cmpstr (json_object_get_string_member (phone, "title"), ==, "P");
  for (guint i = 0; i < G_N_ELEMENTS (macs); i++)
    {
      JsonObject *base = json_array_get_object_element (bases, i);
      g_assert_cmpstr (json_object_get_string_member (base, "mac"), ==, macs[i]);
      g_assert_cmpstr (json_object_get_string_member (base, "echo"), ==, "nein");
      g_assert_cmpstr (json_object_get_string_member (base, "master"), ==, i == 0 ? "ja" : "nein");
      g_assert_false (json_object_has_member (base, "floor"));
    }
  JsonObject *member
      = json_array_get_object_element (json_object_get_array_member (phone, "members"), 0);
  g_assert_cmpstr (json_object_get_string_member (member, "ipui"), ==, "0007701154842");
  g_assert_cmpstr (json_object_get_string_member (member, "extension_number"), ==, "401");

  DectPbxPushOptions again = { .base_etag = first->etag };
  g_autoptr (DectPbxPushResult) second = push (client, FULL, &again);
  g_assert_true (dect_pbx_diff_is_empty (second->diff));
  g_assert_cmpuint (second->diff->n_keep, ==, 7);
  g_assert_cmpstr (second->etag, ==, first->etag);
  assert_log (pbx, "");

  /* What somebody else put there stays. */
  item_pbx_add (pbx, "members", "{'ipui':'0007701154864','extension_number':'7'}");
  DectPbxPushOptions remove = { .remove = TRUE };
  g_autoptr (DectPbxPushResult) third
      = push (client, DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true"), HS2), &remove);
  g_assert_cmpuint (third->diff->n_update, ==, 1);
  g_assert_cmpuint (third->diff->n_remove, ==, 3);
  g_assert_cmpuint (third->diff->n_keep, ==, 4);
  assert_log (pbx, "POST /id 1000/bases/id 1003\nDELETE /id 1000/bases/id 1004\n"
                   "DELETE /id 1000/bases/id 1002\nDELETE /id 1000/members/id 1006\n");
}

/* More rows than a page; numbers for texts; members of the PBX's own come back as they were. */
static void
test_reading (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");
  g_autoptr (GError) error = NULL;

  g_autoptr (DectPbxPushResult) first = push (client, DOCUMENT ("P", MASTER, ""), NULL);
  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *json
          = g_strdup_printf ("{'ipui':'%012u0','extension_number':%u,'handset_index':%u}", i, i, i);
      item_pbx_add (pbx, "members", json);
    }
  g_autoptr (JsonNode) document
      = dect_pbx_client_get_document_sync (client, "00085d0a0b01", NULL, NULL, &error);
  g_assert_no_error (error);
  JsonObject *object = json_node_get_object (document);
  JsonArray *handsets = json_object_get_array_member (object, "handsets");
  g_assert_cmpuint (json_array_get_length (handsets), ==, 250);
  JsonObject *last = json_array_get_object_element (handsets, 249);
  g_assert_cmpstr (json_object_get_string_member (last, "number"), ==, "249");
  g_assert_cmpint (json_object_get_int_member (last, "handset_index"), ==, 249);
  g_assert_false (json_object_has_member (last, "id"));
  JsonObject *base
      = json_array_get_object_element (json_object_get_array_member (object, "accesspoints"), 0);
  g_assert_cmpstr (json_object_get_string_member (base, "mac"), ==, "00085d0a0b01");
  g_assert_true (json_object_get_boolean_member (base, "master"));

  g_free (item_pbx_take_log (pbx));
  g_assert_null (dect_pbx_client_get_document_sync (client, "00085d0a0b99", NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND);
}

/* Each write goes wrong in each way: either it is put right at once, or the push stops there, says
 * how far it came, and pushing again goes on; the goal is reached, and nothing is there twice. */
static void
test_faults (void)
{
  static const char *const lists[] = { "apart", "whole" };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint write = 1; write <= 7; write++)
      for (ItemFault fault = ITEM_FAULT_REFUSE; fault <= ITEM_FAULT_CUT_AFTER; fault++)
        {
          g_autoptr (ItemPbx) pbx = item_pbx_new ();
          g_autoptr (DectPbxClient) client = new_client (pbx, "compare", lists[l]);
          g_autoptr (JsonNode) document = test_document_parse (FULL);
          g_autoptr (GError) error = NULL;
          gboolean mended = fault == ITEM_FAULT_CUT_BEFORE || fault == ITEM_FAULT_CUT_AFTER;

          /* As a whole there are three writes only. */
          if (l == 1 && write > 3)
            continue;
          item_pbx_set_fault (pbx, write, fault, FALSE);
          g_autoptr (DectPbxPushResult) result
              = dect_pbx_client_push_sync (client, document, NULL, NULL, &error);
          g_autoptr (GPtrArray) steps = dect_pbx_client_dup_steps (client);
          g_test_message ("%s, write %u, fault %d: %s", lists[l], write, fault,
                          error != NULL ? error->message : "done");
          g_assert_true (mended == (result != NULL));
          if (!mended)
            {
              gint code = write > 1                    ? DECT_PBX_ERROR_PARTIAL
                          : fault == ITEM_FAULT_REFUSE ? DECT_PBX_ERROR_INVALID
                                                       : DECT_PBX_ERROR_REJECTED;
              g_assert_error (error, DECT_PBX_ERROR, code);
              g_assert_cmpuint (steps->len, ==, 7);
              guint n_done = l == 0 ? write - 1 : write == 1 ? 0 : write == 2 ? 1 : 5;
              for (guint i = 0; i < steps->len; i++)
                g_assert_cmpint (((DectPbxStep *) g_ptr_array_index (steps, i))->state, ==,
                                 i < n_done    ? DECT_PBX_STEP_DONE
                                 : i == n_done ? DECT_PBX_STEP_FAILED
                                               : DECT_PBX_STEP_NOT_TRIED);
            }
          g_autoptr (DectPbxPushResult) again = push (client, FULL, NULL);
          g_assert_true (!mended || dect_pbx_diff_is_empty (again->diff));
          g_autoptr (DectPbxPushResult) last = push (client, FULL, NULL);
          g_assert_true (dect_pbx_diff_is_empty (last->diff));
          g_autoptr (JsonNode) dump = item_pbx_dump (pbx);
          JsonArray *phones = json_node_get_array (dump);
          JsonObject *phone = json_array_get_object_element (phones, 0);
          g_assert_cmpuint (json_array_get_length (phones), ==, 1);
          g_assert_cmpuint (json_array_get_length (json_object_get_array_member (phone, "bases")),
                            ==, 4);
          g_assert_cmpuint (json_array_get_length (json_object_get_array_member (phone, "members")),
                            ==, 2);
        }
}

static void
count_cb (guint done, guint total, const char *text, gpointer user_data)
{
  guint *n = user_data;

  g_assert_cmpuint (done, ==, (*n)++);
  g_assert_cmpuint (total, ==, 7);
}

/* Without ETags: compared by hash, or not at all and then only on the person's word. */
static void
test_concurrency (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");
  g_autoptr (DectPbxClient) careless = new_client (pbx, "none", "apart");
  g_autoptr (JsonNode) document = test_document_parse (FULL);
  g_autoptr (GError) error = NULL;
  guint n_told = 0;
  DectPbxPushOptions options = { .progress = count_cb, .progress_data = &n_told };

  g_autoptr (DectPbxPushResult) first = push (client, FULL, &options);
  g_assert_cmpuint (n_told, ==, 8);
  g_assert_cmpuint (first->diff->warnings->len, ==, 1);
  g_assert_cmpstr (((DectPbxProblem *) g_ptr_array_index (first->diff->warnings, 0))->code, ==,
                   "race_window");
  g_free (item_pbx_take_log (pbx));

  item_pbx_add (pbx, "members", "{'ipui':'0007701154864','extension_number':'7'}");
  DectPbxPushOptions stale = { .base_etag = first->etag };
  g_autoptr (JsonNode) other = test_document_parse (DOCUMENT ("Q", MASTER, HS2));
  g_assert_null (dect_pbx_client_push_sync (client, other, &stale, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (dect_pbx_client_push_sync (careless, document, &stale, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNGUARDED);
  assert_log (pbx, "");

  /* Looking needs no word; writing does. */
  DectPbxPushOptions look = { .dry_run = TRUE, .base_etag = first->etag };
  g_autoptr (DectPbxPushResult) looked = push (careless, FULL, &look);
  g_assert_cmpuint (looked->diff->n_keep, ==, 8);
  stale.unguarded = TRUE;
  g_autoptr (DectPbxPushResult) pushed = push (careless, FULL, &stale);
  g_assert_true (dect_pbx_diff_is_empty (pushed->diff));
}

/* The profile that ships as an example: no base stations, the handsets as a whole. */
static void
test_shipped (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("ids-example", &error);
  g_assert_no_error (error);
  g_autoptr (DectPbxProfile) profile
      = dect_pbx_profile_with (shipped, "http", "base_url", item_pbx_get_uri (pbx), &error);
  g_assert_no_error (error);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, ITEM_PBX_TOKEN);

  g_autoptr (DectPbxPushResult) first = push (client, FULL, NULL);
  g_assert_cmpuint (first->diff->n_create, ==, 3);
  assert_log (pbx, "POST \nPOST /id 1000/members\n");
  g_autoptr (DectPbxPushResult) second = push (client, FULL, NULL);
  g_assert_true (dect_pbx_diff_is_empty (second->diff));
  g_autoptr (DectPbxPushResult) third = push (client, DOCUMENT ("Q", MASTER, HS2), NULL);
  g_assert_cmpuint (third->diff->n_update, ==, 1);
  /* Nobody's records have our source there, so none is ever removed. */
  g_assert_cmpuint (third->diff->n_keep, ==, 2);
  assert_log (pbx, "POST /id 1000\n");

  g_autoptr (DectPbxClient) stranger = dect_pbx_client_new (profile, "wrong");
  g_autoptr (JsonNode) document = test_document_parse (FULL);
  g_assert_null (dect_pbx_client_push_sync (stranger, document, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNAUTHORIZED);
}

/* Not more requests a second than the profile allows, where that is asked for. */
static void
test_throttle (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autofree char *base = g_strdup_printf (PROFILE, item_pbx_get_uri (pbx), "compare", "apart");
  GString *text = g_string_new (base);
  g_string_replace (text, "[auth]", "max_rps=50\n[auth]", 1);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text->str, text->len, NULL);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, ITEM_PBX_TOKEN);

  g_string_free (text, TRUE);
  dect_pbx_client_set_throttled (client, TRUE);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (DectPbxPushResult) result = push (client, FULL, NULL);
  /* A list, seven writes and three lists afterwards at least; a lower bound never depends on load.
   */
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 10 * 20 * 1000);
}

/* --- The embedded PBX, record by record and with ETags -------------------------------------------
 */

static void
test_etags (void)
{
  EmbeddedPbx pbx = { 0 };
  g_autoptr (GError) error = NULL;

  embedded_pbx_start (&pbx);
  g_autoptr (DectPbxClient) client
      = embedded_pbx_new_client (&pbx, EMBEDDED_PBX_PASSWORD, "[features]\nsync=items\n");
  g_autoptr (DectPbxPushResult) first = push (client, FULL, NULL);
  g_assert_cmpuint (first->diff->n_create, ==, 7);
  g_assert_cmpuint (first->revision, >, 0);
  DectPbxPushOptions remove = { .remove = TRUE, .base_etag = first->etag };
  g_autoptr (DectPbxPushResult) second = push (
      client, DOCUMENT ("Q", MASTER "," AP (2, ",'reflective':true") "," AP (3, ""), HS2), &remove);
  g_assert_cmpuint (second->diff->n_update, ==, 2);
  g_assert_cmpuint (second->diff->n_remove, ==, 2);
  g_autoptr (JsonNode) document = test_document_parse (FULL);
  g_assert_null (dect_pbx_client_push_sync (client, document, &remove, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  embedded_pbx_stop (&pbx);
}

/* --- Somebody else writes between two writes -----------------------------------------------------
 */

typedef struct
{
  DectPbxClient *other;
  const char *document; /* what the other one pushes then */
  guint when;           /* before which change */
  GCancellable *cancellable;
} Meddler;

static void
meddle_cb (guint done, guint total, const char *text, gpointer user_data)
{
  Meddler *meddler = user_data;
  DectPbxPushOptions remove = { .remove = TRUE };

  if (done != meddler->when)
    return;
  if (meddler->cancellable != NULL)
    {
      g_cancellable_cancel (meddler->cancellable);
      return;
    }
  g_autoptr (DectPbxPushResult) current = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (JsonNode) now
      = dect_pbx_client_get_document_sync (meddler->other, "00085d0a0b01", &etag, NULL, NULL);
  remove.base_etag = etag;
  g_assert_nonnull (now);
  current = push (meddler->other, meddler->document, &remove);
  g_assert_nonnull (current);
}

/* With ETags nothing of theirs is written over: the push stops at the record that changed, tells
 * how far it came, and what shall go and is gone already is no fault. */
static void
test_between (void)
{
  static const struct
  {
    const char *theirs;
    const char *mine;
    guint when;
    gint code; /* -1 = done */
    const char *says;
  } cases[] = {
    /* The record itself was changed. */
    { DOCUMENT ("P", MASTER "," AP (2, ""), HS ("0007701154842", "7")),
      DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true"), HS ("0007701154842", "9")), 1,
      DECT_PBX_ERROR_PARTIAL,
      "1 of 2 changes are made; push again to go on from there. It stopped "
      "at: Handset 9: somebody else changed it" },
    /* A record that is to be made was made by them. */
    { DOCUMENT ("P", MASTER "," AP (2, "") "," AP (3, ""), HS2),
      DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true") "," AP (3, ",'reflective':true"), HS2),
      1, DECT_PBX_ERROR_PARTIAL, "Base station B3: somebody else changed it" },
    /* A record that is to go is gone. */
    { DOCUMENT ("P", MASTER "," AP (2, ""), ""),
      DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true"), ""), 1, -1, NULL },
    /* The first of all. */
    { DOCUMENT ("P", MASTER "," AP (2, ",'failover':true"), HS2),
      DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true"), HS2), 0, DECT_PBX_ERROR_CONFLICT,
      "Base station B2: somebody else changed it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmbeddedPbx pbx = { 0 };
      g_autoptr (GError) error = NULL;

      embedded_pbx_start (&pbx);
      {
        g_autoptr (DectPbxClient) client
            = embedded_pbx_new_client (&pbx, EMBEDDED_PBX_PASSWORD, "[features]\nsync=items\n");
        g_autoptr (DectPbxPushResult) first
            = push (client, DOCUMENT ("P", MASTER "," AP (2, ""), HS2), NULL);
        Meddler meddler = { pbx.client, cases[i].theirs, cases[i].when, NULL };
        DectPbxPushOptions options = {
          .remove = TRUE, .base_etag = first->etag, .progress = meddle_cb, .progress_data = &meddler
        };
        g_autoptr (JsonNode) document = test_document_parse (cases[i].mine);
        g_autoptr (DectPbxPushResult) result
            = dect_pbx_client_push_sync (client, document, &options, NULL, &error);
        g_autoptr (GPtrArray) steps = dect_pbx_client_dup_steps (client);

        g_test_message ("case %u: %s", i, error != NULL ? error->message : "done");
        if (cases[i].code < 0)
          {
            g_assert_no_error (error);
            g_assert_nonnull (result);
          }
        else
          {
            g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
            g_assert_nonnull (strstr (error->message, cases[i].says));
            for (guint k = 0; k < steps->len; k++)
              g_assert_cmpint (((DectPbxStep *) g_ptr_array_index (steps, k))->state, ==,
                               k < cases[i].when    ? DECT_PBX_STEP_DONE
                               : k == cases[i].when ? DECT_PBX_STEP_FAILED
                                                    : DECT_PBX_STEP_NOT_TRIED);
          }
      }
      embedded_pbx_stop (&pbx);
    }
}

/* Stopped by the person: no word of a fault, and what was done is told. */
static void
test_stopped (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Meddler meddler = { .when = 3, .cancellable = cancellable };
  DectPbxPushOptions options = { .progress = meddle_cb, .progress_data = &meddler };
  g_autoptr (JsonNode) document = test_document_parse (FULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_push_sync (client, document, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (GPtrArray) steps = dect_pbx_client_dup_steps (client);
  g_assert_cmpuint (steps->len, ==, 7);
  g_assert_cmpint (((DectPbxStep *) g_ptr_array_index (steps, 2))->state, ==, DECT_PBX_STEP_DONE);
  g_assert_cmpint (((DectPbxStep *) g_ptr_array_index (steps, 3))->state, ==, DECT_PBX_STEP_FAILED);
}

/* A removal, or a change, whose answer is lost. */
static void
test_lost_answers (void)
{
  for (guint write = 1; write <= 4; write++)
    for (ItemFault fault = ITEM_FAULT_CUT_BEFORE; fault <= ITEM_FAULT_CUT_AFTER; fault++)
      {
        g_autoptr (ItemPbx) pbx = item_pbx_new ();
        g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");
        DectPbxPushOptions remove = { .remove = TRUE };
        const char *goal = DOCUMENT ("P", MASTER "," AP (2, ",'reflective':true"), HS2);

        g_autoptr (DectPbxPushResult) first = push (client, FULL, NULL);
        item_pbx_set_fault (pbx, write, fault, FALSE);
        g_autoptr (DectPbxPushResult) second = push (client, goal, &remove);
        g_assert_cmpuint (second->diff->n_remove, ==, 3);
        g_autoptr (DectPbxPushResult) third = push (client, goal, &remove);
        g_assert_true (dect_pbx_diff_is_empty (third->diff));
        g_assert_cmpuint (third->diff->n_keep, ==, 4);
      }
}

/* A PBX whose ids stand elsewhere than the profile says. */
static void
test_no_id (void)
{
  g_autoptr (ItemPbx) pbx = item_pbx_new ();
  g_autofree char *base = g_strdup_printf (PROFILE, item_pbx_get_uri (pbx), "compare", "apart");
  g_autoptr (GString) text = g_string_new (base);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = test_document_parse (FULL);

  g_string_replace (text, "id_field=id\n", "id_field=number\n", 1);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text->str, text->len, NULL);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, ITEM_PBX_TOKEN);
  g_assert_null (dect_pbx_client_push_sync (client, document, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PARTIAL);
  g_assert_nonnull (strstr (error->message, "id_field"));
}

/* Yes and no in the words of any PBX; a word that is neither is not made one of them. */
static void
test_words (void)
{
  static const struct
  {
    const char *said;
    gint value; /* -1: neither */
  } cases[] = {
    { "'ja'", TRUE }, { "'nein'", FALSE }, { "'Yes'", TRUE }, { "'no'", FALSE },
    { "'on'", TRUE }, { "'off'", FALSE },  { "'1'", TRUE },   { "''", FALSE },
    { "1", TRUE },    { "0", FALSE },      { "true", TRUE },  { "false", FALSE },
    { "2", -1 },      { "'perhaps'", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ItemPbx) pbx = item_pbx_new ();
      g_autoptr (DectPbxClient) client = new_client (pbx, "compare", "apart");
      g_autoptr (DectPbxPushResult) first = push (client, DOCUMENT ("P", MASTER, ""), NULL);
      g_autofree char *row
          = g_strdup_printf ("{'mac':'00:08:5D:0A:0B:07','echo':%s}", cases[i].said);
      g_autoptr (GError) error = NULL;

      item_pbx_add (pbx, "bases", row);
      g_autoptr (JsonNode) document
          = dect_pbx_client_get_document_sync (client, "00085d0a0b01", NULL, NULL, &error);
      g_assert_no_error (error);
      JsonArray *bases
          = json_object_get_array_member (json_node_get_object (document), "accesspoints");
      JsonNode *node = NULL;
      for (guint k = 0; k < json_array_get_length (bases); k++)
        {
          JsonObject *base = json_array_get_object_element (bases, k);
          if (g_str_has_suffix (json_object_get_string_member (base, "mac"), "07"))
            node = json_object_get_member (base, "reflective");
        }
      g_test_message ("%s", cases[i].said);
      if (cases[i].value >= 0)
        {
          g_assert_true (json_node_get_value_type (node) == G_TYPE_BOOLEAN);
          g_assert_cmpint (json_node_get_boolean (node), ==, cases[i].value);
        }
      else
        g_assert_false (json_node_get_value_type (node) == G_TYPE_BOOLEAN);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/pbx/items/straight", GINT_TO_POINTER (FALSE), test_straight);
  g_test_add_data_func ("/pbx/items/without-ids", GINT_TO_POINTER (TRUE), test_straight);
  g_test_add_func ("/pbx/items/reading", test_reading);
  g_test_add_func ("/pbx/items/faults", test_faults);
  g_test_add_func ("/pbx/items/concurrency", test_concurrency);
  g_test_add_func ("/pbx/items/shipped", test_shipped);
  g_test_add_func ("/pbx/items/throttle", test_throttle);
  g_test_add_func ("/pbx/items/etags", test_etags);
  g_test_add_func ("/pbx/items/between", test_between);
  g_test_add_func ("/pbx/items/stopped", test_stopped);
  g_test_add_func ("/pbx/items/lost-answers", test_lost_answers);
  g_test_add_func ("/pbx/items/no-id", test_no_id);
  g_test_add_func ("/pbx/items/words", test_words);
  return g_test_run ();
}
