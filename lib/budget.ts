import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Construct } from "constructs";

/** Per cent of the month's budget: early enough to look, and what the month would come to at the present pace. */
const warnings = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "FORECASTED", threshold: 100 },
];

interface BudgetProps {
  /** US dollars. */
  readonly monthly: number;
  readonly recipients: readonly string[];
}

/** Tells the stage's recipients before its account costs more in a month than was meant. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { monthly, recipients }: BudgetProps) {
    super(scope, id);
    const subscribers = recipients.map((address) => ({ subscriptionType: "EMAIL", address }));
    new CfnBudget(this, "Monthly", {
      budget: {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount: monthly, unit: "USD" },
      },
      notificationsWithSubscribers: warnings.map((warning) => ({
        notification: { ...warning, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
        subscribers,
      })),
    });
  }
}
