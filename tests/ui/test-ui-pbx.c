/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <ifaddrs.h>
#include <libsoup/soup.h>
#include <netinet/in.h>

#include "dect-application.h"
#include "dect-checklist-view.h"
#include "dect-commission-page.h"
#include "dect-conflict-view.h"
#include "dect-connect-view.h"
#include "dect-contact-view.h"
#include "dect-document-secrets.h"
#include "dect-journal-view.h"
#include "dect-names-dialog.h"
#include "dect-note.h"
#include "dect-profiles-dialog.h"
#include "dect-push-view.h"
#include "dect-review-view.h"
#include "dect-trial-view.h"
#include "dect-window.h"
#include "model/dect-ipei.h"
#include "pbx/server/dect-pbx-request-private.h"
#include "pbx/server/dect-pbx-server.h"
#include "store/dect-peer.h"
#include "store/dect-sample.h"
#include "support/pbx-fault.h"
#include "support/test-certificate.h"
#include "support/ui-support.h"

/* The pages of the PBX link against the embedded PBX, with and without TLS, over real connections.
 */

#define PASSWORD "correct horse"

static const guint8 loopback[] = { 127, 0, 0, 1 };

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectCommissionPage *page;
  DectPbxSession *session;
  DectPbxServer *server;
  char *certificate;
} Fixture;

static DectSite *
site_of (Fixture *fixture)
{
  return dect_document_get_site (fixture->document);
}

static void
open_window (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  fixture->document = dect_document_new_for_site (site);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->page = DECT_COMMISSION_PAGE (
      find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_COMMISSION_PAGE));
  fixture->session = dect_commission_page_get_session (fixture->page);
  run_until (!dect_document_is_analysing (fixture->document));
}

static void
close_window (Fixture *fixture)
{
  DectPbxSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  g_object_unref (fixture->document);
  run_until (session == NULL);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
start_server (Fixture *fixture, const char *certificate, const char *db, guint apply_ms)
{
  const DectPbxServerOptions options = { .tls_cert = certificate, .db = db, .apply_ms = apply_ms };
  DectPbxUsers *users = dect_pbx_users_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_pbx_users_add_password (users, "moby", PASSWORD, 1, &error));
  fixture->server = dect_pbx_server_new (&options, users);
  dect_pbx_server_start_async (fixture->server, NULL, keep_result_cb, &result);
  run_until (result != NULL);
  g_assert_true (dect_pbx_server_start_finish (fixture->server, result, &error));
  g_assert_no_error (error);
}

static void
stop_server (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (fixture->server == NULL)
    return;
  dect_pbx_server_stop_async (fixture->server, keep_result_cb, &result);
  run_until (result != NULL);
  dect_pbx_server_stop_finish (fixture->server, result);
  g_clear_object (&fixture->server);
}

/* Each test has folders of its own. */
static void
remove_profiles (void)
{
  g_auto (GStrv) ids = dect_pbx_profile_list ();

  for (guint i = 0; ids[i] != NULL; i++)
    if (dect_pbx_profile_is_own (ids[i]))
      dect_pbx_profile_delete (ids[i], NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  remove_profiles ();
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  stop_server (fixture);
  if (fixture->certificate != NULL)
    g_unlink (fixture->certificate);
  g_free (fixture->certificate);
}

static void
wait (Fixture *fixture)
{
  run_until (dect_pbx_session_get_task (fixture->session) == DECT_SESSION_NOTHING);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
  wait (fixture);
}

static gpointer
view (Fixture *fixture, GType type)
{
  GtkWidget *found = find_widget (GTK_WIDGET (fixture->page), type);

  g_assert_nonnull (found);
  return found;
}

static DectPbxProfile *
profile_for (const char *uri, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("contract-1", NULL);
  DectPbxProfile *profile
      = dect_pbx_profile_with_values (shipped, &error, "http", "base_url", uri, "profile", "id", id,
                                      "profile", "title", id, "http", "connect_timeout", "5", NULL);

  g_assert_no_error (error);
  return profile;
}

static void
connect_to (Fixture *fixture, DectPbxProfile *profile, const char *password)
{
  dect_pbx_session_connect (fixture->session, profile, password, FALSE);
  wait (fixture);
}

static void
connect_to_server (Fixture *fixture)
{
  g_autoptr (DectPbxProfile) profile = NULL;

  start_server (fixture, NULL, NULL, 0);
  profile = profile_for (dect_pbx_server_get_uri (fixture->server), "plain");
  connect_to (fixture, profile, PASSWORD);
  g_assert_nonnull (dect_pbx_session_get_info (fixture->session));
}

/* Pictures for people, where they ask for them. */
static void
shot (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("HANDOVER_UI_SHOTS");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;

  if (folder == NULL)
    return;
  gtk_widget_set_visible (window, TRUE);
  for (guint i = 0; i < 60; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  path = g_strdup_printf ("%s/%s-%s.png", folder, g_getenv ("HANDOVER_UI_SHOT_KIND"), name);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (window)), node,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window)));
  gdk_texture_save_to_png (texture, path);
}

static void
show (Fixture *fixture, DectStep step, const char *name)
{
  int width = g_getenv ("HANDOVER_UI_SHOT_WIDTH") != NULL
                  ? atoi (g_getenv ("HANDOVER_UI_SHOT_WIDTH"))
                  : 1280;

  dect_commission_page_show_step (fixture->page, step);
  if (g_getenv ("HANDOVER_UI_SHOTS") == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, width > 1000 ? 800 : 700);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "commission");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "commission.step", "s",
                              dect_step_info (step)->id);
  shot (GTK_WIDGET (fixture->window), name);
}

/* --- Profiles ------------------------------------------------------------------------------------ */

static void
type_into (DectProfileRow *row, const char *text)
{
  dect_profile_row_set_text (row, text);
  g_signal_emit_by_name (row, "edited");
}

/* No key of a profile, and no member of its records, is forgotten in the editor. */
static void
test_every_key (void)
{
  DectProfileEditor *editor = g_object_ref_sink (g_object_new (DECT_TYPE_PROFILE_EDITOR, NULL));
  const char *const *kinds = dect_pbx_profile_list_kinds ();
  guint n_keys;
  const DectPbxProfileKey *keys = dect_pbx_profile_list_keys (&n_keys);

  for (guint i = 0; i < n_keys; i++)
    g_assert_nonnull (dect_profile_editor_find_row (editor, keys[i].group, keys[i].key));
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *group = g_strconcat ("fields ", kinds[i], NULL);
      g_auto (GStrv) members = dect_pbx_profile_list_members (kinds[i]);

      for (guint j = 0; members[j] != NULL; j++)
        g_assert_nonnull (dect_profile_editor_find_row (editor, group, members[j]));
    }
  g_assert_finalize_object (editor);
}

static void
test_editor (Fixture *fixture, gconstpointer data)
{
  DectProfilesDialog *dialog
      = dect_profiles_dialog_open (GTK_WINDOW (fixture->window), fixture->document);
  DectProfileEditor *editor = dect_profiles_dialog_get_editor (dialog);
  DectProfileRow *address, *title;
  g_autoptr (DectPbxProfile) saved = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autofree char *typed = NULL;

  shot (GTK_WIDGET (dialog), "profiles-list");

  /* One that ships is read, not changed. */
  dect_profiles_dialog_edit (dialog, "pascom-readonly");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.save", NULL);
  g_assert_false (dect_pbx_profile_is_own ("pascom-readonly"));
  shot (GTK_WIDGET (dialog), "profile-shipped");

  /* A new one: what is wrong is said at its row at once, and stays as typed. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.new", NULL);
  address = dect_profile_editor_find_row (editor, "http", "base_url");
  title = dect_profile_editor_find_row (editor, "profile", "title");
  g_assert_null (dect_profile_row_get_problem (address));
  type_into (title, "Klinik Süd");
  type_into (address, "pbx.klinik.example");
  g_assert_nonnull (dect_profile_row_get_problem (address));
  g_assert_null (dect_profile_row_get_problem (title));
  shot (GTK_WIDGET (dialog), "profile-wrong");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.save", NULL);
  g_assert_nonnull (dect_profile_row_get_problem (address));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.back", NULL);
  g_assert_false (dect_pbx_profile_is_own ("new-pbx"));
  dect_profiles_dialog_edit (dialog, "new-pbx");
  typed = dect_profile_row_dup_text (address);
  g_assert_cmpstr (typed, ==, "pbx.klinik.example");

  /* Right, it is saved; the password is not in it. */
  type_into (address, "https://pbx.klinik.example/sued/services/");
  g_assert_null (dect_profile_row_get_problem (address));
  gtk_editable_set_text (
      GTK_EDITABLE (find_widget (GTK_WIDGET (editor), ADW_TYPE_PASSWORD_ENTRY_ROW)),
      "geheim geheim");
  shot (GTK_WIDGET (dialog), "profile-right");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.save", NULL);
  g_assert_true (dect_pbx_profile_is_own ("new-pbx"));
  saved = dect_pbx_profile_load ("new-pbx", NULL);
  g_assert_cmpstr (saved->title, ==, "Klinik Süd");
  path = g_build_filename (folder, "new-pbx.profile", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "geheim"));
  g_assert_cmpstr (dect_secrets_get (dect_document_secrets (fixture->document), DECT_SECRETS_SITE,
                                     "pbx-password@new-pbx"),
                   ==, "geheim geheim");

  /* No page makes the window wider than a telephone or a small window is. */
  {
    int minimum;

    gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                        NULL);
    g_assert_cmpint (minimum, <=, 360);
  }

  /* Deleted and brought back. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.delete", "s", "new-pbx");
  g_assert_false (dect_pbx_profile_is_own ("new-pbx"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.undo", NULL);
  g_assert_true (dect_pbx_profile_is_own ("new-pbx"));

  /* Another identifier moves the file; one that is taken is refused at its row. */
  dect_profiles_dialog_edit (dialog, "new-pbx");
  type_into (dect_profile_editor_find_row (editor, "profile", "id"), "contract-1");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.save", NULL);
  g_assert_nonnull (
      dect_profile_row_get_problem (dect_profile_editor_find_row (editor, "profile", "id")));
  type_into (dect_profile_editor_find_row (editor, "profile", "id"), "klinik");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "profiles.save", NULL);
  g_assert_true (dect_pbx_profile_is_own ("klinik"));
  g_assert_false (dect_pbx_profile_is_own ("new-pbx"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- Test of the connection ---------------------------------------------------------------------- */

static DectPbxTrialState
state_of (Fixture *fixture, DectPbxTrialStep step)
{
  return dect_pbx_session_get_trial (fixture->session)[step].state;
}

static void
test_trial (Fixture *fixture, gconstpointer data)
{
  DectTrialView *trial = view (fixture, DECT_TYPE_TRIAL_VIEW);
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autoptr (DectPbxProfile) closed = NULL;
  g_autoptr (DectPbxProfile) nowhere = NULL;
  g_autoptr (DectPbxProfile) page = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *login = NULL;

  g_assert_null (dect_pbx_session_get_trial (fixture->session));
  start_server (fixture, NULL, NULL, 0);
  uri = g_strdup (dect_pbx_server_get_uri (fixture->server));
  profile = profile_for (uri, "plain");

  connect_to (fixture, profile, "wrong");
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_ADDRESS), ==, DECT_PBX_TRIAL_GOOD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_NETWORK), ==, DECT_PBX_TRIAL_GOOD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_LOGIN), ==, DECT_PBX_TRIAL_FAILED);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_INTERFACE), ==, DECT_PBX_TRIAL_WAITING);
  g_assert_nonnull (strstr (dect_trial_view_get_text (trial, DECT_PBX_TRIAL_LOGIN), "Regenerate"));
  g_assert_null (strstr (dect_trial_view_get_text (trial, DECT_PBX_TRIAL_LOGIN), "wrong horse"));
  show (fixture, DECT_STEP_CONNECT, "trial-password");

  connect_to (fixture, profile, PASSWORD);
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    g_assert_cmpint (state_of (fixture, (DectPbxTrialStep) i), ==, DECT_PBX_TRIAL_GOOD);
  g_assert_false (dect_pbx_session_is_plain (fixture->session));
  show (fixture, DECT_STEP_CONNECT, "trial-good");

  /* A page that is no interface. */
  login = g_strconcat (uri, "elsewhere/", NULL);
  page = profile_for (login, "page");
  connect_to (fixture, page, PASSWORD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_INTERFACE), ==, DECT_PBX_TRIAL_FAILED);

  stop_server (fixture);
  closed = profile_for (uri, "closed");
  connect_to (fixture, closed, PASSWORD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_NETWORK), ==, DECT_PBX_TRIAL_FAILED);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_LOGIN), ==, DECT_PBX_TRIAL_WAITING);

  nowhere = profile_for ("https://no-such-name.invalid/services/", "nowhere");
  connect_to (fixture, nowhere, PASSWORD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_ADDRESS), ==, DECT_PBX_TRIAL_FAILED);
  g_assert_nonnull (
      strstr (dect_trial_view_get_text (trial, DECT_PBX_TRIAL_ADDRESS), "no-such-name"));
  show (fixture, DECT_STEP_CONNECT, "trial-name");
}

/* Cancelled at once: nothing is said to have failed. */
static void
test_trial_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectPbxProfile) profile = NULL;

  start_server (fixture, NULL, NULL, 0);
  profile = profile_for (dect_pbx_server_get_uri (fixture->server), "plain");
  dect_pbx_session_connect (fixture->session, profile, PASSWORD, FALSE);
  dect_pbx_session_cancel (fixture->session);
  wait (fixture);
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    g_assert_cmpint (state_of (fixture, (DectPbxTrialStep) i), !=, DECT_PBX_TRIAL_FAILED);
  g_assert_null (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  g_assert_null (dect_pbx_session_get_info (fixture->session));
}

/* --- First contact ------------------------------------------------------------------------------- */

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found
          = GTK_IS_BUTTON (child)
                    && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0
                ? child
                : find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Says that it was compared and presses the button, as a person does. */
static void
accept_key (DectContactView *contact, const char *label)
{
  GtkWidget *check = find_widget (GTK_WIDGET (contact), GTK_TYPE_CHECK_BUTTON);
  GtkWidget *button = find_button (GTK_WIDGET (contact), label);

  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
new_certificate (Fixture *fixture)
{
  if (fixture->certificate == NULL)
    fixture->certificate = g_build_filename (g_get_tmp_dir (), "handover-ui-XXXXXX.pem", NULL);
  test_certificate_write (fixture->certificate, loopback, 3600 * 24 * 365);
}

static void
test_first_contact (Fixture *fixture, gconstpointer data)
{
  DectContactView *contact = view (fixture, DECT_TYPE_CONTACT_VIEW);
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autofree char *first = NULL;
  g_autofree char *id = NULL;

  new_certificate (fixture);
  start_server (fixture, fixture->certificate, NULL, 0);
  profile = profile_for (dect_pbx_server_get_uri (fixture->server), "tls");
  g_assert_true (dect_pbx_profile_save (profile, NULL));

  /* Nobody vouches for it: it is shown, nothing was sent. */
  connect_to (fixture, profile, PASSWORD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_ENCRYPTION), ==, DECT_PBX_TRIAL_FAILED);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_LOGIN), ==, DECT_PBX_TRIAL_WAITING);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (contact)));
  first = g_strdup (dect_contact_view_get_certificate (contact)->spki_sha256);
  g_assert_cmpuint (strlen (first), ==, 64);
  show (fixture, DECT_STEP_CONNECT, "first-contact");

  accept_key (contact, "_Accept this key");
  wait (fixture);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  g_assert_nonnull (dect_pbx_session_get_info (fixture->session));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (contact)));
  id = g_strdup (dect_pbx_session_get_profile (fixture->session)->id);
  g_assert_cmpstr (id, ==, "tls");
  {
    g_autoptr (DectPbxProfile) saved = dect_pbx_profile_load (id, NULL);

    g_assert_cmpint (saved->tls, ==, DECT_PBX_TLS_PIN);
    g_assert_cmpstr (saved->spki_sha256, ==, first);
  }

  /* The box was set up anew: blocked, both keys are shown, and the old profile stays until the
   * person decides. */
  {
    g_autofree char *uri = NULL;
    g_autoptr (DectPbxProfile) pinned = NULL;

    stop_server (fixture);
    new_certificate (fixture);
    start_server (fixture, fixture->certificate, NULL, 0);
    uri = g_strdup (dect_pbx_server_get_uri (fixture->server));
    pinned = dect_pbx_profile_with (dect_pbx_session_get_profile (fixture->session), "http",
                                    "base_url", uri, NULL);
    connect_to (fixture, pinned, PASSWORD);
  }
  g_assert_null (dect_pbx_session_get_info (fixture->session));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (contact)));
  g_assert_cmpstr (dect_contact_view_get_certificate (contact)->spki_sha256, !=, first);
  show (fixture, DECT_STEP_CONNECT, "changed-key");
  {
    g_autofree char *old_key = dect_peer_pin_to_text (first);
    g_autofree char *new_key
        = dect_peer_pin_to_text (dect_contact_view_get_certificate (contact)->spki_sha256);
    gboolean old_seen = FALSE, new_seen = FALSE;
    GtkWidget *keys = find_widget (GTK_WIDGET (contact), GTK_TYPE_FLOW_BOX);
    GQueue queue = G_QUEUE_INIT;

    g_queue_push_tail (&queue, keys);
    while (!g_queue_is_empty (&queue))
      {
        GtkWidget *widget = g_queue_pop_head (&queue);

        if (GTK_IS_LABEL (widget))
          {
            old_seen |= g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), old_key);
            new_seen |= g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), new_key);
          }
        for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
             child = gtk_widget_get_next_sibling (child))
          g_queue_push_tail (&queue, child);
      }
    g_assert_true (old_seen && new_seen);
  }
  accept_key (contact, "_Accept the new key");
  wait (fixture);
  g_assert_nonnull (dect_pbx_session_get_info (fixture->session));
}

/* Expired, or for another address: said in words, and accepted only by its key. */
static void
test_bad_certificate (Fixture *fixture, gconstpointer data)
{
  static const guint8 elsewhere[] = { 10, 9, 8, 7 };
  DectTrialView *trial = view (fixture, DECT_TYPE_TRIAL_VIEW);
  g_autoptr (DectPbxProfile) profile = NULL;

  new_certificate (fixture);
  test_certificate_write (fixture->certificate, elsewhere, -3600);
  start_server (fixture, fixture->certificate, NULL, 0);
  profile = profile_for (dect_pbx_server_get_uri (fixture->server), "tls");
  connect_to (fixture, profile, PASSWORD);
  g_assert_cmpint (state_of (fixture, DECT_PBX_TRIAL_ENCRYPTION), ==, DECT_PBX_TRIAL_FAILED);
  g_assert_nonnull (strstr (dect_trial_view_get_text (trial, DECT_PBX_TRIAL_ENCRYPTION), "clock"));
  g_assert_false (dect_pbx_session_get_certificate (fixture->session)->trusted);
}

/* --- Difference ---------------------------------------------------------------------------------- */

static void
test_difference (Fixture *fixture, gconstpointer data)
{
  DectDifferenceView *table = dect_review_view_get_table (view (fixture, DECT_TYPE_REVIEW_VIEW));
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (dect_difference_view_get_selection (table));
  GtkWidget *search = find_widget (GTK_WIDGET (table), GTK_TYPE_SEARCH_ENTRY);
  GListModel *shown = dect_difference_view_get_shown (table);
  g_autoptr (GPtrArray) fields = NULL;
  guint n;

  connect_to_server (fixture);
  dect_secrets_set (dect_document_secrets (fixture->document), DECT_SECRETS_SITE,
                    DECT_SECRETS_OMM_PASSWORD, "very secret");
  act (fixture, "commission.review");
  n = dect_difference_view_count (table, DECT_DIFFERENCE_NEW);
  g_assert_cmpuint (n, >, 3);
  show (fixture, DECT_STEP_REVIEW, "difference-new");

  /* A search leaves what has the words, wherever they stand. */
  gtk_editable_set_text (GTK_EDITABLE (search), "gateway");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  gtk_single_selection_set_selected (selection, 0);
  fields = dect_difference_list_fields (gtk_single_selection_get_selected_item (selection));
  g_assert_cmpuint (fields->len, >, 3);
  for (guint i = 0; i < fields->len; i++)
    {
      const DectDifferenceField *field = fields->pdata[i];

      g_assert_null (strstr (field->after, "very secret"));
      g_assert_null (strstr (field->before, "very secret"));
    }
  show (fixture, DECT_STEP_REVIEW, "difference-detail");
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing has these words");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, n);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

/* 254 base stations and 10 000 handsets: all of them can be searched, few of them are widgets. */
static void
test_large (void)
{
  GtkWidget *window = gtk_window_new ();
  DectDifferenceView *table = g_object_new (DECT_TYPE_DIFFERENCE_VIEW, NULL);
  GtkWidget *search = find_widget (GTK_WIDGET (table), GTK_TYPE_SEARCH_ENTRY);
  GListModel *shown = dect_difference_view_get_shown (table);
  GString *text
      = g_string_new ("{\"mac\": \"00085d000000\", \"name\": \"Large\", \"accesspoints\": [");
  g_autoptr (JsonNode) target = NULL;
  g_autoptr (DectPbxDiff) diff = NULL;
  g_autoptr (GListStore) rows = NULL;
  g_autoptr (GError) error = NULL;
  DectPbxPushResult result = { 0 };
  DectPbxReview review = { 0 };

  for (guint i = 0; i < 254; i++)
    g_string_append_printf (text, "%s{\"mac\": \"00085d0000%02x\", \"name\": \"Base %u\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "], \"handsets\": [");
  for (guint i = 0; i < 10000; i++)
    {
      const DectIpei ipei = { 77, i };
      g_autofree char *key = dect_ipei_to_string (&ipei);

      g_string_append_printf (text, "%s{\"ipei\": \"%s\", \"name\": \"Handset %u\"}",
                              i > 0 ? "," : "", key, i);
    }
  g_string_append (text, "]}");
  target = json_from_string (text->str, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
  diff = dect_pbx_diff_new (NULL, target, DECT_PBX_MODE_CREATE_UPDATE);
  result.diff = diff;
  review.result = &result;
  review.target = target;
  rows = dect_differences_new (&review);
  dect_difference_view_set_rows (table, G_LIST_MODEL (rows));
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_NEW), ==, 10255);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (table));
  gtk_window_present (GTK_WINDOW (window));
  run_until (gtk_widget_get_height (GTK_WIDGET (table)) > 0);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (table)), <, 5000);
  gtk_editable_set_text (GTK_EDITABLE (search), "HANDSET 9999");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
change (Fixture *fixture, DectKind kind, const char *field, guint i, const char *text)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site_of (fixture), kind), i);
  g_autoptr (DectRecord) record = dect_record_copy (dect_item_get_record (item));

  g_assert_true (dect_field_set_text (dect_kind_field (kind, field), record, text, NULL));
  dect_history_put_one (dect_site_get_history (site_of (fixture)), g_steal_pointer (&record),
                        "Change", NULL);
  run_until (!dect_document_is_analysing (fixture->document));
}

/* What is no longer planned stays until it is asked for, and is shown. */
static void
test_left_over (Fixture *fixture, gconstpointer data)
{
  DectReviewView *review = view (fixture, DECT_TYPE_REVIEW_VIEW);
  DectDifferenceView *table = dect_review_view_get_table (review);
  DectHistory *history = dect_site_get_history (site_of (fixture));
  g_autoptr (DectItem) item = NULL;
  GtkWidget *remove = NULL;

  connect_to_server (fixture);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));

  item = g_list_model_get_item (dect_site_list (site_of (fixture), DECT_KIND_HANDSET), 0);
  dect_history_begin (history, "Remove", NULL);
  dect_history_remove (history, dect_item_get_id (item));
  dect_history_commit (history);
  change (fixture, DECT_KIND_HANDSET, "name", 0, "Somebody new");
  act (fixture, "commission.review");
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_LEFT_OVER), ==, 1);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_CHANGED), ==, 1);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_REMOVED), ==, 0);
  dect_difference_view_choose (table, DECT_DIFFERENCE_LEFT_OVER);
  g_assert_cmpuint (g_list_model_get_n_items (dect_difference_view_get_shown (table)), ==, 1);
  dect_difference_view_choose (table, DECT_N_DIFFERENCES);
  show (fixture, DECT_STEP_REVIEW, "left-over");
  remove = find_widget (GTK_WIDGET (review), GTK_TYPE_SWITCH);
  gtk_switch_set_active (GTK_SWITCH (remove), TRUE);
  wait (fixture);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_LEFT_OVER), ==, 0);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_REMOVED), ==, 1);
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  g_assert_cmpuint (dect_journal_view_count (view (fixture, DECT_TYPE_JOURNAL_VIEW)), ==, 2);
  show (fixture, DECT_STEP_PUSH, "journal");
}

/* --- Merging ------------------------------------------------------------------------------------- */

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  DectConflictView *conflicts = view (fixture, DECT_TYPE_CONFLICT_VIEW);
  Fixture other = { 0 };
  g_autofree char *text = NULL;

  connect_to_server (fixture);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));

  /* Another computer has the same site and changes three values; one of them is changed here too.
   */
  open_window (&other);
  connect_to (&other, dect_pbx_session_get_profile (fixture->session), PASSWORD);
  change (&other, DECT_KIND_RFP, "name", 1, "Theirs one");
  change (&other, DECT_KIND_RFP, "name", 2, "Theirs two");
  act (&other, "commission.review");
  act (&other, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (other.session, DECT_SESSION_PUSH));
  close_window (&other);

  change (fixture, DECT_KIND_RFP, "name", 1, "Mine one");
  change (fixture, DECT_KIND_RFP, "name", 3, "Mine three");
  act (fixture, "commission.review");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (conflicts)));
  g_assert_nonnull (dect_pbx_session_get_review (fixture->session)->merge);
  g_assert_cmpuint (dect_pbx_session_get_review (fixture->session)->merge->conflicts->len, ==, 1);
  show (fixture, DECT_STEP_REVIEW, "merge-open");
  dect_conflict_view_choose_all (conflicts, DECT_PBX_CHOICE_MINE);
  show (fixture, DECT_STEP_REVIEW, "merge-decided");
  act (fixture, "commission.merge");

  /* Theirs that nobody else touched is here, mine stays, and only mine goes. */
  {
    GListModel *rfps = dect_site_list (site_of (fixture), DECT_KIND_RFP);
    const char *const names[] = { "Mine one", "Theirs two", "Mine three" };

    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autoptr (DectItem) item = g_list_model_get_item (rfps, i + 1);

        g_assert_cmpstr (DECT_RFP (dect_item_get_record (item))->name, ==, names[i]);
      }
  }
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (conflicts)));
  g_assert_cmpuint (dect_pbx_session_get_review (fixture->session)->result->diff->n_update, ==, 2);
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  text = dect_journal_view_dup_text (view (fixture, DECT_TYPE_JOURNAL_VIEW));
  g_assert_nonnull (strstr (text, "plain"));
  g_assert_null (strstr (text, PASSWORD));
}

/* The embedded PBX of this computer has another port each time; what this site did there is
 * remembered. */
static void
test_embedded_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  dect_connect_view_choose_embedded (view (fixture, DECT_TYPE_CONNECT_VIEW));
  act (fixture, "commission.connect");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  first = g_strdup (dect_pbx_session_get_profile (fixture->session)->base_url);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));

  /* Through another PBX the embedded one is stopped. */
  connect_to_server (fixture);
  dect_connect_view_choose_embedded (view (fixture, DECT_TYPE_CONNECT_VIEW));
  act (fixture, "commission.connect");
  act (fixture, "commission.review");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  g_assert_nonnull (dect_pbx_session_get_review (fixture->session)->last_etag);
  g_assert_cmpstr (dect_pbx_session_get_review (fixture->session)->last_etag, ==,
                   dect_pbx_session_get_review (fixture->session)->result->base_etag);
}

/* --- A PBX that is only read --------------------------------------------------------------------- */

static gint n_written;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  const char *body = g_str_has_suffix (path, "/identity/") ? user_data : "[]";

  if (!g_str_equal (soup_server_message_get_method (message), "GET"))
    n_written++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static DectPbxProfile *
read_only_profile (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("pascom-readonly", &error);
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *uri = g_uri_to_string (uris->data);
  g_autofree char *base = g_strconcat (uri, "services/", NULL);
  DectPbxProfile *profile;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  profile = dect_pbx_profile_with_values (shipped, &error, "http", "base_url", base, "profile",
                                          "id", "readonly", NULL);
  g_assert_no_error (error);
  return profile;
}

static const DectHandset *
handset (Fixture *fixture, guint i)
{
  g_autoptr (DectItem) item
      = g_list_model_get_item (dect_site_list (site_of (fixture), DECT_KIND_HANDSET), i);

  return DECT_HANDSET (dect_item_get_record (item));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *users = NULL;
  g_autofree char *first = g_strdup (handset (fixture, 0)->number);
  g_autofree char *second = g_strdup (handset (fixture, 1)->number);
  g_autofree char *text = NULL;
  DectChecklistView *checklist = view (fixture, DECT_TYPE_CHECKLIST_VIEW);
  DectNamesDialog *dialog;
  GListModel *rows;
  guint n_chosen = 0;

  users = g_strdup_printf (
      "[{\"014use_name\": \"anna\", \"003use_bez\": \"Anna Adler\", \"014use_calleridnum\": "
      "\"%s\"},"
      " {\"014use_name\": \"bert\", \"003use_bez\": \"Bert <b>Busch\", \"014use_calleridnum\": "
      "\"%s\"},"
      " {\"014use_name\": \"carl\", \"003use_bez\": \"Carl\", \"014use_calleridnum\": \"%s\"}]",
      first, second, second);
  n_written = 0;
  soup_server_add_handler (server, NULL, answer_cb, users, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  profile = read_only_profile (server);

  /* Without a connection the dialog says what to do. */
  dialog = dect_names_dialog_open (GTK_WINDOW (fixture->window), fixture->session);
  g_assert_cmpuint (g_list_model_get_n_items (dect_names_dialog_get_rows (dialog)), ==, 0);
  shot (GTK_WIDGET (dialog), "names-connect");
  gtk_window_destroy (GTK_WINDOW (dialog));

  connect_to (fixture, profile, PASSWORD);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  g_assert_false (dect_pbx_session_can_write (fixture->session));
  show (fixture, DECT_STEP_CONNECT, "trial-readonly");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (checklist)));
  text = dect_checklist_view_dup_text (checklist);
  g_assert_nonnull (strstr (text, "OMM MAC Address"));
  show (fixture, DECT_STEP_REVIEW, "checklist");

  dialog = dect_names_dialog_open (GTK_WINDOW (fixture->window), fixture->session);
  rows = dect_names_dialog_get_rows (dialog);
  wait (fixture);
  run_until (g_list_model_get_n_items (rows) > 0);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);
      gboolean chosen;

      /* What is there twice or not at all cannot be chosen; the rest can. */
      g_object_set (row, "chosen", TRUE, NULL);
      g_object_get (row, "chosen", &chosen, NULL);
      n_chosen += chosen;
    }
  g_assert_cmpuint (n_chosen, ==, 1);
  shot (GTK_WIDGET (dialog), "names");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "names.take", NULL);
  g_assert_cmpstr (handset (fixture, 0)->name, ==, "Anna Adler");
  dect_history_undo (dect_site_get_history (site_of (fixture)));
  g_assert_cmpstr (handset (fixture, 0)->name, !=, "Anna Adler");
  g_assert_cmpint (n_written, ==, 0);
}

/* An address of this computer on its own network, not loopback. */
static char *
dup_own_address (void)
{
  struct ifaddrs *list = NULL;
  char *found = NULL;

  if (getifaddrs (&list) != 0)
    return NULL;
  for (struct ifaddrs *at = list; at != NULL && found == NULL; at = at->ifa_next)
    {
      g_autoptr (GSocketAddress) socket = NULL;
      GInetAddress *address;
      gsize size = at->ifa_addr == NULL                  ? 0
                   : at->ifa_addr->sa_family == AF_INET  ? sizeof (struct sockaddr_in)
                   : at->ifa_addr->sa_family == AF_INET6 ? sizeof (struct sockaddr_in6)
                                                         : 0;
      if (size == 0)
        continue;
      socket = g_socket_address_new_from_native (at->ifa_addr, size);
      address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket));
      if (dect_peer_is_own_network (address) && !g_inet_address_get_is_loopback (address)
          && !g_inet_address_get_is_link_local (address))
        found = g_inet_address_to_string (address);
    }
  freeifaddrs (list);
  return found;
}

/* The embedded PBX does without TLS on loopback only; this one is not so careful. */
static void
greet_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  static const char info[] = "{\"contract\": 1, \"product\": \"Open PBX\", \"version\": \"1\"}";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, info,
                                    strlen (info));
}

/* Plain http elsewhere than on this computer is said on every step, as long as it lasts. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  GtkInfoBar *bar = GTK_INFO_BAR (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_INFO_BAR));
  g_autofree char *address = dup_own_address ();
  g_autoptr (DectPbxProfile) profile = NULL, allowed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupServer) open = soup_server_new (NULL, NULL);
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GSocketAddress) socket = NULL;
  g_autofree char *uri = NULL;
  GSList *uris;
  const DectStep steps[] = { DECT_STEP_CONNECT, DECT_STEP_REVIEW, DECT_STEP_PUSH };

  connect_to_server (fixture);
  g_assert_false (gtk_info_bar_get_revealed (bar));
  if (address == NULL)
    {
      g_test_skip ("this computer has no address on a network of its own");
      return;
    }
  inet = g_inet_address_new_from_string (address);
  socket = g_inet_socket_address_new (inet, 0);
  soup_server_add_handler (open, NULL, greet_cb, NULL, NULL);
  g_assert_true (soup_server_listen (open, socket, 0, &error));
  uris = soup_server_get_uris (open);
  uri = g_uri_to_string (uris->data);
  profile = dect_pbx_profile_load ("contract-1", NULL);
  allowed = dect_pbx_profile_with_values (profile, &error, "http", "base_url", uri, "http",
                                          "allow_plain_http", "true", "profile", "id", "open",
                                          "profile", "title", "open", NULL);
  g_assert_no_error (error);
  connect_to (fixture, allowed, PASSWORD);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      dect_commission_page_show_step (fixture->page, steps[i]);
      g_assert_true (gtk_info_bar_get_revealed (bar));
    }
  show (fixture, DECT_STEP_CONNECT, "plain-http");
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/* --- What seldom happens to a push --------------------------------------------------------------- */

static guint
find_master (Fixture *fixture)
{
  GListModel *rfps = dect_site_list (site_of (fixture), DECT_KIND_RFP);

  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);

      if (DECT_RFP (dect_item_get_record (item))->role == DECT_ROLE_MASTER)
        return i;
    }
  g_assert_not_reached ();
}

/* Another base station became the master: one row says so, and the gateway keeps all it has. */
static void
test_rekey (Fixture *fixture, gconstpointer data)
{
  DectDifferenceView *table = dect_review_view_get_table (view (fixture, DECT_TYPE_REVIEW_VIEW));
  GListModel *shown = dect_difference_view_get_shown (table);
  const DectPbxPushResult *pushed;
  g_autofree char *before = NULL;

  connect_to_server (fixture);
  act (fixture, "commission.review");
  before = g_strdup (json_object_get_string_member (
      json_node_get_object (dect_pbx_session_get_review (fixture->session)->target), "mac"));
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  change (fixture, DECT_KIND_RFP, "mac", find_master (fixture), "00:08:5D:0A:0B:F7");
  act (fixture, "commission.review");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_REKEYED), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (shown), >, 0);
  show (fixture, DECT_STEP_REVIEW, "rekey");
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  pushed = dect_pbx_session_get_pushed (fixture->session);
  g_assert_cmpstr (pushed->rekeyed_from, ==, before);
  act (fixture, "commission.review");
  g_assert_true (
      dect_pbx_diff_is_empty (dect_pbx_session_get_review (fixture->session)->result->diff));
}

/* Makes of the embedded PBX one that asks for no revision: a gateway is new whoever says so. */
static void
ask_no_revision (DectPbxFaultPoint point, DectPbxRequest *request, gpointer user_data)
{
  if (point == DECT_PBX_FAULT_BEFORE && strcmp (request->method, "POST") == 0)
    soup_message_headers_replace (request->headers, "If-None-Match", "*");
}

/* A PBX that cannot notice what others do is written to only when the person says so, each time. */
static void
test_unguarded (Fixture *fixture, gconstpointer data)
{
  DectPushView *push_view = view (fixture, DECT_TYPE_PUSH_VIEW);
  GtkWidget *allow = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (push_view), DECT_TYPE_PUSH_VIEW, "unguarded"));
  GtkWidget *group = gtk_widget_get_ancestor (allow, ADW_TYPE_PREFERENCES_GROUP);
  g_autoptr (DectPbxProfile) etags = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  start_server (fixture, NULL, NULL, 0);
  etags = profile_for (dect_pbx_server_get_uri (fixture->server), "plain");
  connect_to (fixture, etags, PASSWORD);
  act (fixture, "commission.review");
  g_assert_false (gtk_widget_get_visible (group));
  none = dect_pbx_profile_with_values (etags, &error, "features", "concurrency", "none", NULL);
  g_assert_no_error (error);
  test_pbx_fault_set (ask_no_revision, NULL);
  connect_to (fixture, none, PASSWORD);
  act (fixture, "commission.review");
  dect_commission_page_show_step (fixture->page, DECT_STEP_PUSH);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  g_assert_true (gtk_widget_get_visible (group));

  act (fixture, "commission.push");
  g_assert_error ((GError *) dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH),
                  DECT_PBX_ERROR, DECT_PBX_ERROR_UNGUARDED);
  g_assert_null (dect_pbx_session_get_pushed (fixture->session));
  show (fixture, DECT_STEP_PUSH, "unguarded");
  gtk_switch_set_active (GTK_SWITCH (allow), TRUE);
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  g_assert_nonnull (dect_pbx_session_get_pushed (fixture->session));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (allow)));
  test_pbx_fault_set (NULL, NULL);
}

static void
lose_answer (DectPbxFaultPoint point, DectPbxRequest *request, gpointer user_data)
{
  request->hang_up = point == DECT_PBX_FAULT_AFTER && strcmp (request->method, "POST") == 0;
}

/* What was done is success although nobody heard of it, and the page says how it knows. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  DectPushView *push_view = view (fixture, DECT_TYPE_PUSH_VIEW);
  GtkWidget *note = find_widget (GTK_WIDGET (push_view), DECT_TYPE_NOTE);

  connect_to_server (fixture);
  act (fixture, "commission.review");
  test_pbx_fault_set (lose_answer, NULL);
  act (fixture, "commission.push");
  test_pbx_fault_set (NULL, NULL);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  g_assert_true (dect_pbx_session_get_pushed (fixture->session)->recovered);
  g_assert_true (gtk_widget_get_visible (note));
  g_assert_nonnull (strstr (dect_note_get_text (DECT_NOTE (note)), "The answer was lost"));
  show (fixture, DECT_STEP_PUSH, "lost-answer");
}

/* --- Record by record ---------------------------------------------------------------------------- */

/* Somebody else's gateway at the same PBX has one of this site's handsets. */
static void
take_handset (Fixture *fixture, DectPbxProfile *profile)
{
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, PASSWORD);
  g_autoptr (DectPbxPushResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ipei = g_strdup (handset (fixture, 1)->ipei);
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) document = NULL;
  DectIpei parsed;

  g_assert_true (dect_ipei_parse (ipei, &parsed, NULL));
  g_free (ipei);
  ipei = dect_ipei_to_string (&parsed);
  json = g_strdup_printf ("{\"mac\": \"00085d0a0b01\", \"name\": \"Elsewhere\", \"targetIp\": "
                          "\"10.77.0.10\", \"netmask\": \"255.255.255.0\","
                          " \"accesspoints\": [{\"mac\": \"00085d0a0b01\", \"name\": \"Other\", "
                          "\"targetIp\": \"10.77.0.10\", \"master\": true,"
                          " \"model\": \"RFP45\"}], \"handsets\": [{\"ipei\": \"%s\"}]}",
                          ipei);
  document = json_from_string (json, &error);
  g_assert_no_error (error);
  result = dect_pbx_client_push_sync (client, document, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_items (Fixture *fixture, gconstpointer data)
{
  DectPushView *push_view = view (fixture, DECT_TYPE_PUSH_VIEW);
  g_autoptr (DectPbxProfile) bulk = NULL;
  g_autoptr (DectPbxProfile) items = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *steps;
  guint counts[3] = { 0 };

  start_server (fixture, NULL, NULL, 0);
  bulk = profile_for (dect_pbx_server_get_uri (fixture->server), "plain");
  items = dect_pbx_profile_with_values (bulk, &error, "features", "sync", "items", "features",
                                        "dryrun", "client", NULL);
  g_assert_no_error (error);
  connect_to (fixture, items, PASSWORD);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  act (fixture, "commission.review");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  dect_commission_page_show_step (fixture->page, DECT_STEP_PUSH);

  /* One of the handsets belongs to another gateway there. */
  take_handset (fixture, bulk);
  act (fixture, "commission.push");
  g_assert_error ((GError *) dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH),
                  DECT_PBX_ERROR, DECT_PBX_ERROR_PARTIAL);
  steps = dect_pbx_session_get_steps (fixture->session);
  g_assert_nonnull (steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const DectPbxStep *step = steps->pdata[i];

      counts[step->state]++;
      if (step->state == DECT_PBX_STEP_FAILED)
        g_assert_cmpint (dect_pbx_change_get_kind (step->change), ==, DECT_PBX_KIND_HANDSET);
    }
  g_assert_cmpuint (counts[DECT_PBX_STEP_DONE], >, 0);
  g_assert_cmpuint (counts[DECT_PBX_STEP_FAILED], ==, 1);
  g_assert_cmpuint (counts[DECT_PBX_STEP_NOT_TRIED], >, 0);
  g_assert_nonnull (find_button (GTK_WIDGET (push_view), "_Go on"));
  show (fixture, DECT_STEP_PUSH, "partial");
}

/* --- A job at the PBX ---------------------------------------------------------------------------- */

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectPbxProfile) profile = NULL;
  const DectPbxPushResult *pushed;

  start_server (fixture, NULL, NULL, 50);
  profile = profile_for (dect_pbx_server_get_uri (fixture->server), "plain");
  connect_to (fixture, profile, PASSWORD);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  pushed = dect_pbx_session_get_pushed (fixture->session);
  g_assert_nonnull (pushed);
  if (pushed->jobs == NULL || pushed->jobs[0] == NULL)
    {
      g_test_skip ("the embedded PBX has no job for a push");
      return;
    }
  /* Nothing is applied without a click. */
  g_assert_null (dect_pbx_session_get_job (fixture->session));
  show (fixture, DECT_STEP_PUSH, "job-waits");
  act (fixture, "commission.apply");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_APPLY));
  g_assert_cmpint (dect_pbx_session_get_job (fixture->session)->state, ==, DECT_PBX_JOB_DONE);
  show (fixture, DECT_STEP_PUSH, "job-done");
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("handover-ui-pbx-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();
  /* A picture taken early makes GTK warn of what it has not laid out yet. */
  if (g_getenv ("HANDOVER_UI_SHOTS") != NULL)
    g_log_set_always_fatal (G_LOG_FATAL_MASK);
  if (g_getenv ("HANDOVER_UI_SHOT_CONTRAST") != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-theme-name", "HighContrast", NULL);
  if (g_getenv ("HANDOVER_UI_SHOT_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);

  g_test_add_func ("/ui/pbx/every-key", test_every_key);
  g_test_add ("/ui/pbx/editor", Fixture, NULL, set_up, test_editor, tear_down);
  g_test_add ("/ui/pbx/trial", Fixture, NULL, set_up, test_trial, tear_down);
  g_test_add ("/ui/pbx/trial-cancel", Fixture, NULL, set_up, test_trial_cancel, tear_down);
  g_test_add ("/ui/pbx/first-contact", Fixture, NULL, set_up, test_first_contact, tear_down);
  g_test_add ("/ui/pbx/bad-certificate", Fixture, NULL, set_up, test_bad_certificate, tear_down);
  g_test_add ("/ui/pbx/rekey", Fixture, NULL, set_up, test_rekey, tear_down);
  g_test_add ("/ui/pbx/unguarded", Fixture, NULL, set_up, test_unguarded, tear_down);
  g_test_add ("/ui/pbx/lost-answer", Fixture, NULL, set_up, test_lost_answer, tear_down);
  g_test_add ("/ui/pbx/plain", Fixture, NULL, set_up, test_plain, tear_down);
  g_test_add ("/ui/pbx/difference", Fixture, NULL, set_up, test_difference, tear_down);
  g_test_add_func ("/ui/pbx/large", test_large);
  g_test_add ("/ui/pbx/left-over", Fixture, NULL, set_up, test_left_over, tear_down);
  g_test_add ("/ui/pbx/merge", Fixture, NULL, set_up, test_merge, tear_down);
  g_test_add ("/ui/pbx/embedded-again", Fixture, NULL, set_up, test_embedded_again, tear_down);
  g_test_add ("/ui/pbx/read-only", Fixture, NULL, set_up, test_read_only, tear_down);
  g_test_add ("/ui/pbx/items", Fixture, NULL, set_up, test_items, tear_down);
  g_test_add ("/ui/pbx/apply", Fixture, NULL, set_up, test_apply, tear_down);

  return g_test_run ();
}
