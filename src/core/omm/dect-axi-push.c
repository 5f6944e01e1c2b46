/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-push-private.h"

#include <glib/gi18n-lib.h>

#include "model/dect-field.h"
#include "omm/dect-axi-request-private.h"

typedef struct
{
  DectAxiSession *session;
  const DectSecrets *secrets;
  DectAxiKey *key; /* NULL until the first step needs it */
} Push;

/* The OMM's word at the field as a person knows it: "Name of base station 4 (Lab): a text is …". */
static GError *
explain (const DectAxiStep *step, GError *why)
{
  const char *field;

  dect_axi_error_get_refusal (why, &field, NULL);
  for (guint i = 0; field != NULL && i < step->changes->len; i++)
    {
      const DectAxiChange *change = g_ptr_array_index (step->changes, i);

      if (g_str_equal (change->attribute, field))
        {
          g_prefix_error (&why, _("%s of %s: "), change->label, step->title);
          return why;
        }
    }
  g_prefix_error (&why, "%s: ", step->title);
  return why;
}

static DectAxiElement *
complete_request (Push *self, const DectAxiStep *step, GError **error)
{
  g_autoptr (DectAxiElement) request = dect_axi_element_copy (step->request);

  if (step->kind == DECT_AXI_STEP_CHANGE || step->identity == NULL)
    return g_steal_pointer (&request);
  if (self->key == NULL && dect_axi_request_wants_key (self->secrets, step->identity)
      && (self->key = dect_axi_key_new (dect_axi_session_get_greeting (self->session), error))
             == NULL)
    return NULL;
  if (!dect_axi_request_add_secrets (request, self->secrets, step->identity, self->key, error))
    return NULL;
  return g_steal_pointer (&request);
}

/* Writes one step; FALSE when the link is gone: then the step stays open. */
static gboolean
write_step (Push *self, DectAxiStep *step, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (DectAxiElement) request = complete_request (self, step, &why);
  g_autoptr (DectAxiElement) answer
      = request != NULL ? dect_axi_session_call (self->session, request, cancellable, &why) : NULL;

  /* The answer to the first try was lost on the way, the record was not. */
  if (answer != NULL
      || (step->unanswered && g_error_matches (why, DECT_AXI_ERROR, DECT_AXI_ERROR_EXISTS)))
    {
      step->state = DECT_AXI_STEP_DONE;
      return TRUE;
    }
  if (request != NULL && dect_axi_error_is_link (why))
    {
      step->unanswered = TRUE;
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  step->state = DECT_AXI_STEP_REFUSED;
  step->problem = explain (step, g_steal_pointer (&why));
  return TRUE;
}

gboolean
dect_axi_push (DectAxiSession *session,
               DectAxiPlan *plan,
               const DectSecrets *secrets,
               DectProgressFunc progress,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_return_val_if_fail (session != NULL && plan != NULL, FALSE);

  Push push = { .session = session, .secrets = secrets };
  gboolean going = TRUE;

  for (guint i = 0; going && i < plan->steps->len; i++)
    {
      DectAxiStep *step = g_ptr_array_index (plan->steps, i);

      if (progress != NULL)
        progress (_("Writing to the OMM"), (double) i / plan->steps->len, data);
      if (step->state == DECT_AXI_STEP_OPEN)
        going = !g_cancellable_set_error_if_cancelled (cancellable, error)
                && write_step (&push, step, cancellable, error);
    }
  dect_axi_key_free (push.key);
  return going;
}
