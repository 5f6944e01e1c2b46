/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Writing to a running OMM from the window, against the stand-in. */

#include "config.h"

#include <string.h>

#include "dect-application.h"
#include "dect-axi-view.h"
#include "dect-document-secrets.h"
#include "dect-note.h"
#include "dect-omm-push.h"
#include "dect-override-list.h"
#include "dect-window.h"
#include "omm/dect-axi-client.h"
#include "support/axi-omm.h"
#include "support/test-site.h"
#include "support/ui-support.h"

typedef struct
{
  AxiOmm *omm;
  DectDocument *document;
  DectAxiProfile *profile;
  DectOmmSystem *system;
  DectOmmPush *push;
  guint n_written;
} Fixture;

static DectSite *
site_new (const char *second)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  guint32 building, floor;

  test_site_add (builder, DECT_KIND_SITE, "name=Plant|netmask=255.255.255.0");
  building = test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  floor = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Ground|building=#%u", building);
  test_site_add_with (
      builder, DECT_KIND_RFP,
      "name=A|number=1|mac=00:30:42:00:00:01|model=45|floor=#%u|x_m=4|y_m=5|role=master|"
      "target_ip=192.0.2.11",
      floor);
  test_site_add_with (builder, DECT_KIND_RFP,
                      "name=B|number=2|model=45|floor=#%u|x_m=9|y_m=5|target_ip=192.0.2.12|%s",
                      floor, second);
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=0007701154842|number=4101|name=Anna");
  snapshot = dect_snapshot_builder_end (builder);
  return dect_site_new_from_snapshot (snapshot);
}

static void
written_cb (Fixture *self)
{
  self->n_written++;
}

/* The button that names an action. */
static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
can_write (Fixture *self)
{
  return gtk_widget_is_sensitive (find_button (GTK_WIDGET (self->push), "omm.write"));
}

static const char *
note_of (Fixture *self)
{
  return dect_note_get_text (DECT_NOTE (find_widget (GTK_WIDGET (self->push), DECT_TYPE_NOTE)));
}

static void
open_push (Fixture *self, const char *second)
{
  const AxiOmmScript script = { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" };
  g_autoptr (DectSite) site = site_new (second);
  g_autoptr (GError) error = NULL;

  self->omm = axi_omm_new (&script);
  axi_omm_add (self->omm, "<captured ethAddr='00:30:42:00:00:02' hwType='RFP 45'/>");
  self->document = dect_document_new_for_site (site);
  run_until (!dect_document_is_analysing (self->document));
  self->profile = axi_omm_dup_profile (self->omm, TRUE);
  dect_axi_profile_save (self->profile, dect_site_get_info (site)->uuid, &error);
  g_assert_no_error (error);
  dect_secrets_set (dect_document_secrets (self->document), DECT_SECRETS_SITE,
                    DECT_SECRETS_OMM_PASSWORD, AXI_OMM_PASSWORD);
  self->system = dect_axi_read_sync (self->profile, AXI_OMM_PASSWORD, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->push = g_object_ref (dect_omm_push_open (NULL, self->document, self->system));
  g_signal_connect_swapped (self->push, "written", G_CALLBACK (written_cb), self);
}

static void
close_push (Fixture *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->push)))
    gtk_window_close (GTK_WINDOW (self->push));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->push);
  g_object_unref (self->document);
  dect_axi_profile_unref (self->profile);
  dect_omm_system_free (self->system);
  axi_omm_free (self->omm);
}

/* Opening and closing writes nothing; the button writes what is shown, and only then somebody is
 * told. */
static void
test_write (void)
{
  Fixture self = { 0 };

  open_push (&self, "mac=00:30:42:00:00:02");
  g_test_message ("%s", note_of (&self));
  g_assert_cmpint (dect_omm_push_get_plan (self.push)->steps->len, ==, 3);
  g_assert_true (can_write (&self));
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.push), "omm.write", NULL));
  run_until (strstr (note_of (&self), "are written") != NULL);
  g_assert_cmpint (dect_axi_plan_count (dect_omm_push_get_plan (self.push), DECT_AXI_STEP_DONE), ==,
                   3);
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 3);
  g_assert_false (can_write (&self));
  g_assert_cmpint (self.n_written, ==, 0);
  gtk_window_close (GTK_WINDOW (self.push));
  g_assert_cmpint (self.n_written, ==, 1);
  close_push (&self);
}

static void
test_closed (void)
{
  Fixture self = { 0 };

  open_push (&self, "mac=00:30:42:00:00:02");
  gtk_window_close (GTK_WINDOW (self.push));
  g_assert_cmpint (self.n_written, ==, 0);
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 0);
  close_push (&self);
}

/* A base station that only tried to connect becomes the planned one that had no MAC yet; until then
 * errors block the writing. */
static void
test_captured (void)
{
  Fixture self = { 0 };
  GtkWidget *row;
  DectSite *site;

  open_push (&self, "notes=later");
  site = dect_document_get_site (self.document);
  g_test_message ("%s", note_of (&self));
  g_assert_false (can_write (&self));
  row = find_widget (GTK_WIDGET (self.push), ADW_TYPE_COMBO_ROW);
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "00:30:42:00:00:02");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  run_until (dect_omm_push_get_plan (self.push)->steps->len == 3 && can_write (&self));
  g_assert_null (find_widget (GTK_WIDGET (self.push), ADW_TYPE_COMBO_ROW));
  g_assert_true (dect_history_can_undo (dect_site_get_history (site)));
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 0);
  close_push (&self);
  g_assert_cmpint (self.n_written, ==, 1);
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static void
answer (const char *id)
{
  AdwMessageDialog *question = find_question ();

  adw_message_dialog_response (question, id);
  gtk_window_destroy (GTK_WINDOW (question));
}

/* Errors are accepted rule by rule and once more as a whole; nothing goes out before, and what was
 * accepted is noted. */
static void
test_override (void)
{
  Fixture self = { 0 };
  DectOverrideList *overrides;
  DectLog *log;
  g_auto (GStrv) blocking = NULL;
  g_autofree char *reason = NULL;

  open_push (&self, "notes=later");
  log = dect_site_get_log (dect_document_get_site (self.document));
  overrides = DECT_OVERRIDE_LIST (find_widget (GTK_WIDGET (self.push), DECT_TYPE_OVERRIDE_LIST));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (overrides)));
  blocking = dect_override_list_list_blocking (overrides);
  g_assert_true (g_strv_contains ((const char *const *) blocking, "mac-missing"));
  for (guint i = 0; blocking[i] != NULL; i++)
    {
      g_assert_false (can_write (&self));
      dect_override_list_override (overrides, blocking[i], "it comes on Monday");
    }
  g_assert_true (can_write (&self));

  gtk_widget_activate_action (GTK_WIDGET (self.push), "omm.write", NULL);
  run_until (find_question () != NULL);
  answer ("cancel");
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 0);
  g_assert_null (dect_log_last (log, "accept"));

  gtk_widget_activate_action (GTK_WIDGET (self.push), "omm.write", NULL);
  run_until (find_question () != NULL);
  answer ("write");
  run_until (strstr (note_of (&self), "are written") != NULL);
  g_assert_cmpint (axi_omm_count_writes (self.omm), ==, 2);
  reason = dect_log_entry_dup_detail (dect_log_last (log, "accept"), "reason");
  g_assert_cmpstr (reason, ==, "it comes on Monday");
  g_assert_nonnull (dect_log_last (log, "omm-push"));
  close_push (&self);
}

/* --- First contact ------------------------------------------------------------------------------
 */

typedef struct
{
  AxiOmm *omm;
  DectDocument *document;
  GtkWidget *window;
  GtkWidget *view;
  guint n_read;
} Contact;

static void
read_cb (Contact *self)
{
  self->n_read++;
}

/* @priority: (nullable): TLS of the OMM. @told: whether its port and the way to it are known */
static void
open_view (Contact *self, const char *priority, gboolean told)
{
  const AxiOmmScript script = { .priority = priority };
  g_autoptr (DectSite) site = site_new ("mac=00:30:42:00:00:02");
  g_autoptr (DectAxiProfile) fresh = NULL;

  self->omm = axi_omm_new (&script);
  self->document = dect_document_new_for_site (site);
  run_until (!dect_document_is_analysing (self->document));
  fresh = told ? axi_omm_dup_profile (self->omm, FALSE) : dect_axi_profile_new ("127.0.0.1", NULL);
  dect_axi_profile_save (fresh, dect_site_get_info (site)->uuid, NULL);
  dect_secrets_set (dect_document_secrets (self->document), DECT_SECRETS_SITE,
                    DECT_SECRETS_OMM_PASSWORD, AXI_OMM_PASSWORD);
  self->window = gtk_window_new ();
  self->view = g_object_new (DECT_TYPE_AXI_VIEW, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  dect_axi_view_set_document (DECT_AXI_VIEW (self->view), self->document);
  g_signal_connect_swapped (self->view, "read", G_CALLBACK (read_cb), self);
}

/* It was read, and nothing written. Returns: (transfer full): the way that was kept for the next
 * time */
static DectAxiProfile *
close_view (Contact *self)
{
  DectSite *site = dect_document_get_site (self->document);
  DectAxiProfile *kept = dect_axi_profile_load (dect_site_get_info (site)->uuid, NULL);
  g_autoptr (DectOmmSystem) system = dect_axi_view_steal (DECT_AXI_VIEW (self->view));

  g_assert_cmpstr (system->name, ==, "Plant North");
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 0);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->document);
  axi_omm_free (self->omm);
  return kept;
}

/* The key is shown and nothing said; it counts only when the person says that it was compared; then
 * it stays. */
static void
test_contact (void)
{
  Contact self = { 0 };
  g_autoptr (DectAxiProfile) kept = NULL;
  GtkWidget *compared;

  open_view (&self, "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE);
  compared = find_widget (self.view, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_widget_activate_action (self.view, "axi.read", NULL));
  run_until (gtk_widget_get_visible (compared));
  gtk_widget_activate_action (self.view, "axi.trust", NULL);
  g_assert_false (gtk_widget_is_sensitive (find_button (self.view, "axi.trust")));
  g_assert_cmpint (axi_omm_count (self.omm, ""), ==, 0);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (compared), TRUE);
  g_assert_true (gtk_widget_activate_action (self.view, "axi.trust", NULL));
  run_until (self.n_read == 1);
  kept = close_view (&self);
  g_assert_cmpint (strlen (kept->pin), ==, 64);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

/* The port goes with the way, unless it is one of its own; a port that is none is said; without TLS
 * no key is compared, and the way is kept once it led to the OMM. */
static void
test_plain (void)
{
  Contact self = { 0 };
  g_autoptr (DectAxiProfile) there = NULL;
  g_autoptr (DectAxiProfile) kept = NULL;
  g_autofree char *port = NULL;
  GtkEditable *port_row;
  GtkSwitch *tls;

  open_view (&self, NULL, FALSE);
  there = axi_omm_dup_profile (self.omm, FALSE);
  port = g_strdup_printf ("%u", there->port);
  port_row = GTK_EDITABLE (find_row (self.view, "Port"));
  tls = GTK_SWITCH (adw_action_row_get_activatable_widget (
      ADW_ACTION_ROW (find_row (self.view, "Protect the connection with TLS"))));
  g_assert_true (gtk_switch_get_active (tls));
  g_assert_cmpstr (gtk_editable_get_text (port_row), ==, "12622");
  gtk_switch_set_active (tls, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (port_row), ==, "12621");
  gtk_editable_set_text (port_row, port);
  gtk_switch_set_active (tls, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (port_row), ==, port);
  gtk_switch_set_active (tls, FALSE);

  gtk_editable_set_text (port_row, "65536");
  gtk_widget_activate_action (self.view, "axi.read", NULL);
  g_assert_nonnull (
      strstr (dect_note_get_text (DECT_NOTE (find_widget (self.view, DECT_TYPE_NOTE))),
              "a number from 1 to 65535"));
  g_assert_cmpint (axi_omm_count (self.omm, ""), ==, 0);

  gtk_editable_set_text (port_row, port);
  g_assert_true (gtk_widget_activate_action (self.view, "axi.read", NULL));
  run_until (self.n_read == 1);
  kept = close_view (&self);
  g_assert_false (kept->tls);
  g_assert_cmpuint (kept->port, ==, there->port);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("handover-ui-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();
  g_test_add_func ("/ui/omm-push/write", test_write);
  g_test_add_func ("/ui/omm-push/closed", test_closed);
  g_test_add_func ("/ui/omm-push/captured", test_captured);
  g_test_add_func ("/ui/omm-push/override", test_override);
  g_test_add_func ("/ui/omm-push/contact", test_contact);
  g_test_add_func ("/ui/omm-push/plain", test_plain);
  return g_test_run ();
}
