/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-axi-view.h"

#include <glib/gi18n.h>

#include "dect-document-secrets.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "omm/dect-axi-client.h"
#include "store/dect-keyring.h"
#include "store/dect-peer.h"

struct _DectAxiView
{
  AdwBin parent_instance;
  AdwExpanderRow *expander;
  GtkEditable *host;
  GtkEditable *port;
  GtkEditable *user;
  GtkEditable *password;
  GtkSwitch *tls;
  GtkSwitch *old_tls;
  GtkSwitch *remember;
  DectNote *note;
  GtkCheckButton *compared;
  GtkWidget *read_button;
  GtkWidget *trust_button;
  GtkWidget *cancel_button;
  GtkSpinner *spinner;

  DectDocument *document;
  DectAxiProfile *profile; /* the last that was known to lead there */
  char *kept;              /* (nullable): text of the one in the user's folder */
  DectAxiProfile *asked;   /* (nullable): by which is read just now */
  char *shown_pin;         /* the key that the person is asked about */
  GCancellable *cancellable;
  DectOmmSystem *system;
  gboolean password_asked; /* of the keyring */
};

enum
{
  SIGNAL_READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectAxiView, dect_axi_view, ADW_TYPE_BIN)

static const DectSiteInfo *
info_of (DectAxiView *self)
{
  return dect_site_get_info (dect_document_get_site (self->document));
}

static void
update_actions (DectAxiView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = self->cancellable != NULL;
  gboolean complete = *gtk_editable_get_text (self->host) != '\0'
                      && *gtk_editable_get_text (self->password) != '\0';

  gtk_widget_action_set_enabled (widget, "axi.read", !busy && complete && self->document != NULL);
  gtk_widget_action_set_enabled (widget, "axi.trust",
                                 !busy && self->shown_pin != NULL
                                     && gtk_check_button_get_active (self->compared));
  gtk_widget_set_visible (GTK_WIDGET (self->compared), self->shown_pin != NULL);
  gtk_widget_set_visible (self->trust_button, self->shown_pin != NULL);
  gtk_widget_set_visible (self->cancel_button, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* --- The profile ----------------------------------------------------------------------------------- */

/* Where the plan says that the OMM runs. */
static const char *
planned_host (DectAxiView *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  const DectRfp *master = dect_snapshot_find_role (snapshot, DECT_ROLE_MASTER);
  const char *host = info_of (self)->omm_host == DECT_OMM_HOST_PC ? info_of (self)->omm_address
                     : master != NULL                             ? master->target_ip
                                                                  : NULL;

  return host != NULL ? host : "";
}

static void
show_port (DectAxiView *self, guint port)
{
  g_autofree char *text = g_strdup_printf ("%u", port);

  gtk_editable_set_text (self->port, text);
}

static void
load_profile (DectAxiView *self)
{
  const char *password = dect_secrets_get (dect_document_secrets (self->document),
                                           DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);

  g_clear_pointer (&self->profile, dect_axi_profile_unref);
  self->profile = dect_axi_profile_load (info_of (self)->uuid, NULL);
  dect_set_str (&self->kept, NULL);
  if (self->profile != NULL)
    self->kept = dect_axi_profile_to_text (self->profile);
  else
    self->profile = dect_axi_profile_new (planned_host (self), info_of (self)->omm_user);
  gtk_switch_set_active (self->tls, self->profile->tls);
  gtk_editable_set_text (self->host, self->profile->host);
  show_port (self, self->profile->port);
  gtk_editable_set_text (self->user, self->profile->user);
  gtk_editable_set_text (self->password, password != NULL ? password : "");
  gtk_switch_set_active (self->old_tls, self->profile->allow_old_tls);
}

/* What the rows say; a key that was pinned for another address does not count. NULL after having
 * said what is wrong. */
static DectAxiProfile *
make_profile (DectAxiView *self, const char *pin)
{
  gboolean same = g_str_equal (self->profile->host, gtk_editable_get_text (self->host));
  const char *const values[][2] = {
    { "host", gtk_editable_get_text (self->host) },
    { "port", gtk_editable_get_text (self->port) },
    { "tls", gtk_switch_get_active (self->tls) ? "true" : "false" },
    { "user", gtk_editable_get_text (self->user) },
    { "allow_old_tls", gtk_switch_get_active (self->old_tls) ? "true" : "false" },
    { "pin", pin != NULL ? pin
             : same      ? self->profile->pin
                         : "" },
  };
  DectAxiProfile *profile = dect_axi_profile_ref (self->profile);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values) && profile != NULL; i++)
    {
      DectAxiProfile *next
          = dect_axi_profile_with (profile, "omm", values[i][0], values[i][1], &error);

      dect_axi_profile_unref (profile);
      profile = next;
    }
  if (error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  return profile;
}

/* So that the next time, and writing, go the way that led to the OMM. */
static void
keep_profile (DectAxiView *self, DectAxiProfile *profile)
{
  g_autofree char *text = dect_axi_profile_to_text (profile);
  g_autoptr (GError) error = NULL;

  dect_axi_profile_ref (profile);
  dect_axi_profile_unref (self->profile);
  self->profile = profile;
  if (g_strcmp0 (text, self->kept) == 0)
    return;
  if (dect_axi_profile_save (profile, info_of (self)->uuid, &error))
    dect_set_str (&self->kept, text);
  else
    dect_note_set (self->note, DECT_NOTE_WARNING, error->message);
}

/* --- The keyring ----------------------------------------------------------------------------------- */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectAxiView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dect_keyring_store_finish (result, &error) && self->document != NULL)
    dect_note_set (self->note, DECT_NOTE_WARNING, error->message);
}

/* The one that the OMM took. */
static void
store_password (DectAxiView *self)
{
  dect_keyring_store_async (info_of (self)->uuid, info_of (self)->name,
                            dect_document_secrets (self->document), NULL, stored_cb,
                            g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectAxiView) self = user_data;
  g_autoptr (DectSecrets) found = dect_keyring_load_finish (result, NULL);
  const char *password = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);

  /* Without a keyring the person types; that is no news. */
  if (password == NULL || self->document == NULL)
    return;
  dect_secrets_merge (dect_document_secrets (self->document), found);
  gtk_switch_set_active (self->remember, TRUE);
  if (*gtk_editable_get_text (self->password) == '\0')
    gtk_editable_set_text (self->password, password);
}

static void
dect_axi_view_map (GtkWidget *widget)
{
  DectAxiView *self = DECT_AXI_VIEW (widget);

  GTK_WIDGET_CLASS (dect_axi_view_parent_class)->map (widget);
  if (self->password_asked || self->document == NULL)
    return;
  self->password_asked = TRUE;
  dect_keyring_load_async (info_of (self)->uuid, NULL, loaded_cb, g_object_ref (self));
}

/* --- Reading --------------------------------------------------------------------------------------- */

static void
end_task (DectAxiView *self)
{
  g_clear_object (&self->cancellable);
  update_actions (self);
}

/* Whether somebody still waits for this answer; what belongs to another site or was cancelled is
 * dropped. */
static gboolean
take_answer (DectAxiView *self, GAsyncResult *result, const GError *error)
{
  if (self->document == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return FALSE;
  end_task (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  return FALSE;
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectAxiView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiPeer) peer = dect_axi_probe_finish (result, &error);
  g_autofree char *pin = NULL, *text = NULL;

  if (!take_answer (self, result, error))
    return;
  if (peer == NULL)
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  pin = dect_peer_pin_to_text (peer->pin);
  text = g_strdup_printf (self->profile->pin != NULL && *self->profile->pin != '\0'
                              ? _("The OMM shows another key than the last time. Unless it was "
                                   "replaced or reset, somebody may stand in "
                                   "between. Key (SHA-256): %s. Certificate of: %s. %s.")
                              : _("The OMM is met for the first time and makes its certificate "
                                   "itself. Trust it only on its own network. "
                                   "Key (SHA-256): %s. Certificate of: %s. %s."),
                          pin, peer->subject, peer->protocol);
  dect_note_set (self->note, DECT_NOTE_WARNING, text);
  self->shown_pin = g_strdup (peer->pin);
  gtk_check_button_set_active (self->compared, FALSE);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->compared));
}

static void
probe (DectAxiView *self, DectAxiProfile *profile)
{
  self->cancellable = g_cancellable_new ();
  dect_note_set (self->note, DECT_NOTE_INFO, _("Looking who answers there…"));
  dect_axi_probe_async (profile, self->cancellable, probed_cb, g_object_ref (self));
  update_actions (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectAxiView) self = user_data;
  g_autoptr (GError) error = NULL;
  DectOmmSystem *system = dect_axi_read_finish (result, &error);

  if (!take_answer (self, result, error))
    {
      dect_omm_system_free (system);
      return;
    }
  if (g_error_matches (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CHANGED_KEY))
    {
      g_autoptr (DectAxiProfile) profile = make_profile (self, NULL);

      if (profile != NULL)
        probe (self, profile);
      return;
    }
  dect_note_set (self->note, error != NULL ? DECT_NOTE_ERROR : DECT_NOTE_INFO,
                 error != NULL ? error->message : NULL);
  if (system == NULL)
    return;
  g_clear_pointer (&self->system, dect_omm_system_free);
  self->system = system;
  keep_profile (self, self->asked);
  if (gtk_switch_get_active (self->remember))
    store_password (self);
  /* What it has is of more interest now than where it is. */
  adw_expander_row_set_expanded (self->expander, FALSE);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

static void
start_reading (DectAxiView *self, const char *pin)
{
  g_autoptr (DectAxiProfile) profile = make_profile (self, pin);

  if (profile == NULL)
    return;
  g_clear_pointer (&self->shown_pin, g_free);
  dect_secrets_set (dect_document_secrets (self->document), DECT_SECRETS_SITE,
                    DECT_SECRETS_OMM_PASSWORD, gtk_editable_get_text (self->password));
  if (profile->tls && *profile->pin == '\0')
    {
      probe (self, profile);
      return;
    }
  g_clear_pointer (&self->asked, dect_axi_profile_unref);
  self->asked = dect_axi_profile_ref (profile);
  self->cancellable = g_cancellable_new ();
  dect_note_set (self->note, DECT_NOTE_INFO, _("Reading what the OMM has…"));
  dect_axi_read_async (profile, gtk_editable_get_text (self->password), NULL, NULL,
                       self->cancellable, read_cb, g_object_ref (self));
  update_actions (self);
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_reading (DECT_AXI_VIEW (widget), NULL);
}

static void
trust_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectAxiView *self = DECT_AXI_VIEW (widget);
  g_autofree char *pin = g_steal_pointer (&self->shown_pin);
  g_autoptr (DectAxiProfile) profile = make_profile (self, pin);

  if (profile == NULL)
    return;
  keep_profile (self, profile);
  start_reading (self, NULL);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (DECT_AXI_VIEW (widget)->cancellable);
}

/* What was shown of a key is of the address that stood there. */
static void
changed_cb (DectAxiView *self)
{
  if (self->shown_pin != NULL)
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  g_clear_pointer (&self->shown_pin, g_free);
  update_actions (self);
}

/* The two ports are the two ways; a port of the person's own stays. */
static void
tls_cb (DectAxiView *self)
{
  gboolean tls = gtk_switch_get_active (self->tls);
  guint other = tls ? DECT_AXI_PORT_PLAIN : DECT_AXI_PORT_TLS;

  if (g_ascii_strtoull (gtk_editable_get_text (self->port), NULL, 10) == other)
    show_port (self, tls ? DECT_AXI_PORT_TLS : DECT_AXI_PORT_PLAIN);
  changed_cb (self);
}

static void
compared_cb (DectAxiView *self)
{
  update_actions (self);
}

static void
activated_cb (DectAxiView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "axi.read", NULL);
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_axi_view_dispose (GObject *object)
{
  DectAxiView *self = DECT_AXI_VIEW (object);

  dect_axi_view_set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_AXI_VIEW);
  G_OBJECT_CLASS (dect_axi_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, expander);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, host);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, port);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, user);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, password);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, tls);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, old_tls);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, remember);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, compared);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, note);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, read_button);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, trust_button);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, DectAxiView, spinner);
}

static void
dect_axi_view_class_init (DectAxiViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_axi_view_dispose;
  widget_class->map = dect_axi_view_map;
  signals[SIGNAL_READ] = g_signal_new ("read", DECT_TYPE_AXI_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-axi-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tls_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, compared_cb);
  gtk_widget_class_install_action (widget_class, "axi.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "axi.trust", NULL, trust_action);
  gtk_widget_class_install_action (widget_class, "axi.cancel", NULL, cancel_action);
}

static void
dect_axi_view_init (DectAxiView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

void
dect_axi_view_set_document (DectAxiView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_AXI_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown_pin, g_free);
  g_clear_pointer (&self->system, dect_omm_system_free);
  g_clear_pointer (&self->profile, dect_axi_profile_unref);
  g_clear_pointer (&self->asked, dect_axi_profile_unref);
  g_clear_pointer (&self->kept, g_free);
  g_set_object (&self->document, document);
  self->password_asked = FALSE;
  if (document == NULL)
    return;
  load_profile (self);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  update_actions (self);
}

DectOmmSystem *
dect_axi_view_steal (DectAxiView *self)
{
  g_return_val_if_fail (DECT_IS_AXI_VIEW (self), NULL);

  return g_steal_pointer (&self->system);
}

const char *
dect_axi_view_get_host (DectAxiView *self)
{
  g_return_val_if_fail (DECT_IS_AXI_VIEW (self), NULL);

  return gtk_editable_get_text (self->host);
}
