/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-set-field.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"

/* Who has the role that @text is, before somebody else gets it; 0: nobody, or it is none of those.
 */
static guint32
find_holder (DectSite *site, guint32 id, const DectField *field, const char *text)
{
  if (field != dect_kind_field (DECT_KIND_RFP, "role") || !dect_edit_is_single (field, text))
    return 0;
  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    if (g_str_equal (choice->id, text))
      return dect_edit_find_role (site, (DectRole) choice->value, id);
  return 0;
}

gboolean
dect_set_field (GtkWidget *teller,
                DectSite *site,
                const guint32 *ids,
                guint n_ids,
                const DectField *field,
                const char *text,
                GError **error)
{
  guint32 holder;
  g_autofree char *title = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (teller), FALSE);
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);

  holder = n_ids == 1 ? find_holder (site, ids[0], field, text) : 0;
  if (!dect_edit_set (site, ids, n_ids, field, text, error))
    return FALSE;
  if (holder == 0)
    return TRUE;
  title = dect_record_title (dect_site_find_record (site, holder));
  if (g_str_equal (text, "master"))
    /* Translators: %s: "base station 4 (Lab)" */
    dect_toast_undo (teller, _("The role of master was taken from %s"), title);
  else
    dect_toast_undo (teller, _("The role of failover was taken from %s"), title);
  return TRUE;
}
