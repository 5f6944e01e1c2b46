/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-omm-connect.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-note.h"
#include "store/dect-keyring.h"
#include "store/dect-peer.h"

struct _DectOmmConnect
{
  AdwWindow parent_instance;
  GtkProgressBar *progress;
  DectNote *note;
  GtkWidget *contact;
  GtkLabel *heading;
  GtkLabel *key;
  GtkLabel *facts;
  GtkCheckButton *compared;
  GtkWidget *fields;
  GtkEditable *host;
  GtkEditable *port;
  GtkEditable *user;
  GtkEditable *password;
  GtkSwitch *tls;
  GtkSwitch *old_tls;
  GtkWidget *old_tls_row;
  GtkSwitch *remember;

  DectDocument *document;
  DectAxiProfile *profile; /* as it was read, or is in use */
  DectAxiPeer *peer;       /* whose key is shown */
  GTask *task;             /* until it has its answer */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DectOmmConnect, dect_omm_connect, ADW_TYPE_WINDOW)

static const DectSiteInfo *
site_info (DectDocument *document)
{
  return dect_site_get_info (dect_document_get_site (document));
}

static DectSecrets *
secrets_of (DectOmmConnect *self)
{
  return dect_document_secrets (self->document);
}

DectAxiProfile *
dect_omm_connect_dup_profile (DectDocument *document)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  return dect_axi_profile_load (site_info (document)->uuid, NULL);
}

/* Where the OMM of the plan will be. */
static DectAxiProfile *
make_profile (DectDocument *document)
{
  const DectSiteInfo *info = site_info (document);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (document));
  const DectRfp *master = dect_snapshot_find_role (snapshot, DECT_ROLE_MASTER);
  const char *host = info->omm_address;

  if (host == NULL && master != NULL)
    host = master->target_ip;
  return dect_axi_profile_new (host != NULL ? host : "", info->omm_user);
}

/* --- What is entered ----------------------------------------------------------------------------
 */

static void
show_profile (DectOmmConnect *self)
{
  g_autofree char *port = g_strdup_printf ("%u", self->profile->port);

  gtk_editable_set_text (self->host, self->profile->host);
  gtk_switch_set_active (self->tls, self->profile->tls);
  gtk_editable_set_text (self->port, port);
  gtk_editable_set_text (self->user, self->profile->user);
  gtk_switch_set_active (self->old_tls, self->profile->allow_old_tls);
}

/* The key that was accepted is that of one machine. */
static gboolean
is_same_machine (DectOmmConnect *self)
{
  g_autofree char *port = g_strdup_printf ("%u", self->profile->port);

  return g_str_equal (gtk_editable_get_text (self->host), self->profile->host)
         && g_str_equal (gtk_editable_get_text (self->port), port);
}

static DectAxiProfile *
dup_entered (DectOmmConnect *self, GError **error)
{
  const char *const values[][2] = {
    { "pin", is_same_machine (self) ? self->profile->pin : "" },
    { "host", gtk_editable_get_text (self->host) },
    { "port", gtk_editable_get_text (self->port) },
    { "user", gtk_editable_get_text (self->user) },
    { "tls", gtk_switch_get_active (self->tls) ? "true" : "false" },
    { "allow_old_tls", gtk_switch_get_active (self->old_tls) ? "true" : "false" },
  };
  DectAxiProfile *entered = dect_axi_profile_ref (self->profile);

  for (guint i = 0; entered != NULL && i < G_N_ELEMENTS (values); i++)
    {
      DectAxiProfile *next
          = dect_axi_profile_with (entered, "omm", values[i][0], values[i][1], error);

      dect_axi_profile_unref (entered);
      entered = next;
    }
  return entered;
}

/* The port follows the switch as long as nobody chose another one. */
static void
tls_cb (DectOmmConnect *self)
{
  gboolean tls = gtk_switch_get_active (self->tls);
  guint64 port = g_ascii_strtoull (gtk_editable_get_text (self->port), NULL, 10);
  g_autofree char *text = g_strdup_printf ("%d", tls ? DECT_AXI_PORT_TLS : DECT_AXI_PORT_PLAIN);

  gtk_widget_set_sensitive (self->old_tls_row, tls);
  if (port == (tls ? DECT_AXI_PORT_PLAIN : DECT_AXI_PORT_TLS))
    gtk_editable_set_text (self->port, text);
}

/* --- Reading ------------------------------------------------------------------------------------
 */

/* Whether somebody still waits; else the widgets are gone, or about to go. */
static gboolean
is_open (DectOmmConnect *self)
{
  return self->task != NULL;
}

static void
set_busy (DectOmmConnect *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.read", !busy);
}

static void
show_error (DectOmmConnect *self, const GError *error)
{
  set_busy (self, FALSE);
  dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The dialog is gone; without a keyring the person types the password again. */
  if (!dect_keyring_store_finish (result, &error))
    g_debug ("keyring: %s", error->message);
}

static void
keep (DectOmmConnect *self)
{
  const DectSiteInfo *info = site_info (self->document);
  g_autoptr (GError) error = NULL;

  if (!dect_axi_profile_save (self->profile, info->uuid, &error))
    g_warning ("%s", error->message);
  dect_secrets_set (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD,
                    gtk_editable_get_text (self->password));
  if (gtk_switch_get_active (self->remember))
    dect_keyring_store_async (info->uuid, info->name, secrets_of (self), NULL, stored_cb, NULL);
}

static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  DectOmmConnect *self = data;

  if (is_open (self))
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void probe (DectOmmConnect *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectOmmConnect) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  DectOmmSystem *system = dect_axi_read_finish (result, &error);

  if (!is_open (self))
    {
      dect_omm_system_free (system);
      return;
    }
  if (g_error_matches (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CHANGED_KEY))
    {
      probe (self);
      return;
    }
  if (system == NULL)
    {
      show_error (self, error);
      return;
    }
  keep (self);
  task = g_steal_pointer (&self->task);
  g_task_return_pointer (task, system, (GDestroyNotify) dect_omm_system_free);
  gtk_window_close (GTK_WINDOW (self));
}

static void
read_omm (DectOmmConnect *self)
{
  set_busy (self, TRUE);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  dect_axi_read_async (self->profile, gtk_editable_get_text (self->password), progress_cb, self,
                       self->cancellable, read_cb, g_object_ref (self));
}

/* --- First contact ------------------------------------------------------------------------------
 */

static void
show_peer (DectOmmConnect *self)
{
  gboolean changed = *self->profile->pin != '\0';
  g_autofree char *key = dect_peer_pin_to_text (self->peer->pin);
  /* Translators: whom a certificate is for, and the TLS version */
  g_autofree char *facts
      = g_strdup_printf (_("For %s, over %s. Nothing was sent yet."), self->peer->subject,
                         self->peer->protocol);

  gtk_label_set_text (self->heading, changed ? _("The OMM shows another key than before. Was it set up anew?")
                                             : _("First contact: is this your OMM?"));
  gtk_label_set_text (self->key, key);
  gtk_label_set_text (self->facts, facts);
  gtk_check_button_set_active (self->compared, FALSE);
  gtk_widget_set_visible (self->contact, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->compared));
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectOmmConnect) self = user_data;
  g_autoptr (GError) error = NULL;
  DectAxiPeer *peer = dect_axi_probe_finish (result, &error);

  if (!is_open (self))
    {
      dect_axi_peer_free (peer);
      return;
    }
  if (peer == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->peer, dect_axi_peer_free);
  self->peer = peer;
  set_busy (self, FALSE);
  show_peer (self);
}

static void
probe (DectOmmConnect *self)
{
  set_busy (self, TRUE);
  dect_axi_probe_async (self->profile, self->cancellable, probed_cb, g_object_ref (self));
}

static void
compared_cb (DectOmmConnect *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "omm.accept",
                                 gtk_check_button_get_active (self->compared));
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectOmmConnect *self = DECT_OMM_CONNECT (widget);
  g_autoptr (DectAxiProfile) pinned = NULL;

  if (self->peer == NULL)
    return;
  pinned = dect_axi_profile_with (self->profile, "omm", "pin", self->peer->pin, NULL);
  dect_axi_profile_unref (self->profile);
  self->profile = g_steal_pointer (&pinned);
  gtk_widget_set_visible (self->contact, FALSE);
  read_omm (self);
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectOmmConnect *self = DECT_OMM_CONNECT (widget);
  g_autoptr (GError) error = NULL;
  DectAxiProfile *entered = dup_entered (self, &error);

  gtk_widget_set_visible (self->contact, FALSE);
  if (entered == NULL)
    {
      show_error (self, error);
      return;
    }
  dect_axi_profile_unref (self->profile);
  self->profile = entered;
  if (self->profile->tls && *self->profile->pin == '\0')
    probe (self);
  else
    read_omm (self);
}

static void
activated_cb (DectOmmConnect *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "omm.read", NULL);
}

/* --- The dialog ---------------------------------------------------------------------------------
 */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectOmmConnect) self = user_data;
  g_autoptr (DectSecrets) found = dect_keyring_load_finish (result, NULL);
  const char *password
      = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);

  /* Without a keyring the person types; that is no news. */
  if (password == NULL || !is_open (self))
    return;
  dect_secrets_merge (secrets_of (self), found);
  gtk_switch_set_active (self->remember, TRUE);
  if (*gtk_editable_get_text (self->password) == '\0')
    gtk_editable_set_text (self->password, password);
}

static void
give_up (DectOmmConnect *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_cancel (self->cancellable);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Cancelled"));
}

static gboolean
dect_omm_connect_close_request (GtkWindow *window)
{
  give_up (DECT_OMM_CONNECT (window));
  return GTK_WINDOW_CLASS (dect_omm_connect_parent_class)->close_request (window);
}

static void
dect_omm_connect_dispose (GObject *object)
{
  DectOmmConnect *self = DECT_OMM_CONNECT (object);

  give_up (self);
  g_clear_object (&self->document);
  g_clear_pointer (&self->profile, dect_axi_profile_unref);
  g_clear_pointer (&self->peer, dect_axi_peer_free);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_OMM_CONNECT);
  G_OBJECT_CLASS (dect_omm_connect_parent_class)->dispose (object);
}

static void
dect_omm_connect_finalize (GObject *object)
{
  g_object_unref (DECT_OMM_CONNECT (object)->cancellable);
  G_OBJECT_CLASS (dect_omm_connect_parent_class)->finalize (object);
}

static void
dect_omm_connect_class_init (DectOmmConnectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_omm_connect_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_omm_connect_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = dect_omm_connect_close_request;
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-omm-connect.ui");
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, progress);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, note);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, contact);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, heading);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, key);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, facts);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, compared);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, fields);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, host);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, port);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, user);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, password);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, tls);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, old_tls);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, old_tls_row);
  gtk_widget_class_bind_template_child (widget_class, DectOmmConnect, remember);
  gtk_widget_class_bind_template_callback (widget_class, compared_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tls_cb);
  gtk_widget_class_install_action (widget_class, "omm.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "omm.accept", NULL, accept_action);
}

static void
dect_omm_connect_init (DectOmmConnect *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  compared_cb (self);
}

DectOmmConnect *
dect_omm_connect_async (GtkWindow *parent,
                        DectDocument *document,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  DectOmmConnect *self
      = g_object_new (DECT_TYPE_OMM_CONNECT, "transient-for", parent, NULL);
  const char *password;

  self->document = g_object_ref (document);
  self->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (self->task, dect_omm_connect_async);
  self->profile = dect_omm_connect_dup_profile (document);
  if (self->profile == NULL)
    self->profile = make_profile (document);
  show_profile (self);
  password = dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);
  if (password != NULL)
    gtk_editable_set_text (self->password, password);
  dect_keyring_load_async (site_info (document)->uuid, self->cancellable, loaded_cb,
                           g_object_ref (self));
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

DectOmmSystem *
dect_omm_connect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_omm_connect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
